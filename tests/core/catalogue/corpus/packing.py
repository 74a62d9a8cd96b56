# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Bytes of packed files and of workbooks, written by hand, so that every oddity can be had."""

import gzip
import io
import struct
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PKG = "http://schemas.openxmlformats.org/package/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\r", "&#13;")


def s(text):
    """An inline text."""
    return ("inlineStr", "<is><t>%s</t></is>" % escape(text), 0)


def shared(index):
    return ("s", "<v>%d</v>" % index, 0)


def n(number, style=0):
    return ("", "<v>%s</v>" % number, style)


def letters(column):
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def row(number, *cells, places=True):
    text = ""
    for column, cell in enumerate(cells):
        if cell is None:
            continue
        kind, inner, style = cell
        text += "<c%s%s%s>%s</c>" % (' r="%s%d"' % (letters(column), number) if places else "",
                                     ' t="%s"' % kind if kind else "", ' s="%d"' % style if style else "", inner)
    return "<row%s>%s</row>" % (' r="%d"' % number if places else "", text)


def sheet(*rows, tail="", head=""):
    return '%s%s<worksheet xmlns="%s"><sheetData>%s</sheetData>%s</worksheet>' % (DECLARATION, head, MAIN, "".join(rows), tail)


def workbook(sheets, names=None, hidden=(), texts=None, formats=None, date1904=False, extra=None, kinds=None):
    names = names or ["Sheet%d" % (i + 1) for i in range(len(sheets))]
    parts = {"[Content_Types].xml": DECLARATION + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'}
    parts["_rels/.rels"] = relations([("rId1", "officeDocument", "xl/workbook.xml")])
    entries = "".join('<sheet name="%s" sheetId="%d"%s r:id="rId%d"/>' % (escape(name), i + 1, ' state="hidden"' if i in hidden else "", i + 1)
                      for i, name in enumerate(names))
    parts["xl/workbook.xml"] = '%s<workbook xmlns="%s" xmlns:r="%s"><workbookPr%s/><sheets>%s</sheets></workbook>' % (
        DECLARATION, MAIN, REL, ' date1904="1"' if date1904 else "", entries)
    links = [("rId%d" % (i + 1), (kinds or {}).get(i, "worksheet"), "worksheets/sheet%d.xml" % (i + 1)) for i in range(len(sheets))]
    if texts is not None:
        links.append(("rId900", "sharedStrings", "sharedStrings.xml"))
        parts["xl/sharedStrings.xml"] = '%s<sst xmlns="%s">%s</sst>' % (DECLARATION, MAIN, "".join("<si>%s</si>" % t for t in texts))
    if formats is not None:
        links.append(("rId901", "styles", "/xl/styles.xml"))
        custom = [f for f in formats if not isinstance(f, int)]
        ids = {f: 164 + i for i, f in enumerate(custom)}
        parts["xl/styles.xml"] = '%s<styleSheet xmlns="%s"><numFmts>%s</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs>%s</cellXfs></styleSheet>' % (
            DECLARATION, MAIN,
            "".join('<numFmt numFmtId="%d" formatCode="%s"/>' % (ids[f], escape(f).replace('"', "&quot;")) for f in custom),
            "".join('<xf numFmtId="%d"/>' % (f if isinstance(f, int) else ids[f]) for f in [0] + list(formats)))
    parts["xl/_rels/workbook.xml.rels"] = relations(links)
    for i, text in enumerate(sheets):
        parts["xl/worksheets/sheet%d.xml" % (i + 1)] = text
    parts.update(extra or {})
    return zipped(parts)


def relations(links):
    return '%s<Relationships xmlns="%s">%s</Relationships>' % (
        DECLARATION, PKG, "".join('<Relationship Id="%s" Type="%s/%s" Target="%s"/>' % (i, REL, kind, target) for i, kind, target in links))


def gz(content, name=""):
    content = content if isinstance(content, bytes) else content.encode()
    out = io.BytesIO()
    with gzip.GzipFile(name, "wb", 9, out, mtime=0) as packed:
        packed.write(content)
    return out.getvalue()


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def rezipped(content, replaced):
    parts = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode()
            for old, new in replaced.items():
                text = text.replace(old, new)
            parts[name] = text
    return zipped(parts)


def rezipped_without(content, missing):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist() if name != missing})


def compound(name):
    """The first sectors of a compound file whose directory has one entry of this name."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<I", header, 48, 1)  # the directory is in sector 1
    entry = bytearray(512)
    entry[:len(name) * 2] = name.encode("utf-16-le")
    return bytes(header) + bytes(512) + bytes(entry)
