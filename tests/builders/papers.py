"""PDF files as their readers find them."""

from io import BytesIO

from pypdf import PdfReader


def pages(pdf: bytes) -> list[str]:
    """Return the text of each page as one copies it: single spaces, words that were divided in one piece again."""
    return [_read(page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


def whole(pdf: bytes) -> str:
    """Return the text of all pages."""
    return " ".join(pages(pdf))


def pictures(pdf: bytes) -> list[str]:
    """Return the names of all pictures in pixels."""
    return [picture.name for page in PdfReader(BytesIO(pdf)).pages for picture in page.images]


def catalogue(pdf: bytes) -> dict[str, object]:
    """Return what a document says of itself: its title, its language, whether it is tagged, its PDF/UA part."""
    reader = PdfReader(BytesIO(pdf))
    root, metadata = reader.trailer["/Root"], reader.xmp_metadata
    return {
        "title": reader.metadata.title,
        "language": root["/Lang"],
        "tagged": bool(root["/MarkInfo"]["/Marked"]),
        "ua": "<pdfuaid:part>1</pdfuaid:part>" in metadata.stream.get_data().decode(),
    }


def _read(text: str) -> str:
    return " ".join(text.replace("\u00ad\n", "").replace("\u200b", "").split())
