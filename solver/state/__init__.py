"""The problem in whole numbers and bit masks, and the forms that a schedule takes while it is made."""
