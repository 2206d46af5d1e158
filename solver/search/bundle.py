"""Many arrays behind one pointer, for compiled code.

A function of numba takes an array apart into ten or so numbers, and a named tuple of fifty arrays into five hundred,
for every call: minutes to compile, and slow. A `Bundle` is one number, the address of a table with the address and the
shape of each array; `bundle.name` in compiled code is that array.
"""

from typing import Any

import numpy as np
from llvmlite import ir
from numba.core import types
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    NativeValue,
    infer_getattr,
    lower_getattr_generic,
    models,
    register_model,
    typeof_impl,
    unbox,
)
from numba.np import arrayobj, numpy_support
from numpy.typing import NDArray

WIDTH = 3
"""Numbers for an array in the table: address and two lengths."""


class Bundle:
    """The arrays of a named tuple, of one or two dimensions each; they must not be replaced afterwards."""

    def __init__(self, arrays: Any) -> None:
        self.arrays = arrays
        own: list[NDArray[Any]] = list(arrays)
        if not all(array.flags.c_contiguous and array.flags.aligned for array in own):
            raise ValueError("arrays must be whole")
        self._table = np.array([(array.ctypes.data, *array.shape, 0)[:WIDTH] for array in own], dtype=np.int64)
        self.address = int(self._table.ctypes.data)
        fields = tuple((name, str(array.dtype), array.ndim) for name, array in zip(arrays._fields, own, strict=True))
        self.numba_type = BundleType(fields)


class BundleType(types.Type):
    """Names, types and dimensions of the arrays."""

    def __init__(self, fields: tuple[tuple[str, str, int], ...]) -> None:
        self.fields = fields
        super().__init__(name=f"Bundle{fields}")

    def position(self, name: str) -> int:
        """Where the array is in the table, -1 if there is none of that name."""
        return next((n for n, field in enumerate(self.fields) if field[0] == name), -1)

    def array(self, position: int) -> Any:
        """The type of an array."""
        _, dtype, dimensions = self.fields[position]
        return types.Array(numpy_support.from_dtype(np.dtype(dtype)), dimensions, "C")


@register_model(BundleType)
class _Model(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: BundleType) -> None:
        super().__init__(manager, kind, ir.IntType(64))


@typeof_impl.register(Bundle)
def _type_of(bundle: Bundle, _: Any) -> BundleType:
    return bundle.numba_type


@unbox(BundleType)
def _unbox(_: BundleType, bundle: Any, c: Any) -> NativeValue:
    number = c.pyapi.object_getattr_string(bundle, "address")
    native = c.unbox(types.int64, number)
    c.pyapi.decref(number)
    return NativeValue(native.value, is_error=native.is_error)


@infer_getattr
class _Attributes(AttributeTemplate):
    key = BundleType

    def generic_resolve(self, kind: BundleType, name: str) -> Any:  # type: ignore[override]
        position = kind.position(name)
        return kind.array(position) if position >= 0 else None


@lower_getattr_generic(BundleType)
def _get(context: Any, builder: Any, kind: BundleType, address: Any, name: str) -> Any:
    position = kind.position(name)
    array_type = kind.array(position)
    word = ir.IntType(64)
    table = builder.inttoptr(address, word.as_pointer())

    def load(column: int) -> Any:
        number = builder.load(builder.gep(table, [ir.Constant(word, WIDTH * position + column)]))
        number.set_metadata("invariant.load", builder.module.add_metadata([]))
        return number

    array = context.make_array(array_type)(context, builder)
    size = context.get_abi_sizeof(context.get_data_type(array_type.dtype))
    shape = [load(1 + n) for n in range(array_type.ndim)]
    strides = [ir.Constant(word, size)]
    for length in reversed(shape[1:]):
        strides.insert(0, builder.mul(strides[0], length))
    arrayobj.populate_array(
        array,
        data=builder.inttoptr(load(0), array.data.type),
        shape=shape,
        strides=strides,
        itemsize=ir.Constant(word, size),
        meminfo=None,
    )
    return array._getvalue()
