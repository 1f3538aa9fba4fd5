"""The assessment workbook as a file: checked before it is opened, read cell by cell, and written blank or filled."""
