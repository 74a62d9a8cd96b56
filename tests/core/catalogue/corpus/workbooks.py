# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The workbooks among the cases: what spreadsheets write, and what they never would."""

from cases import SN, case
from packing import MAIN, REL, compound, n, relations, rezipped, rezipped_without, row, s, shared, sheet, workbook, zipped

HEAD = row(1, s("sku"), s("name"))


def workbooks():
    texts = ["<t>sku</t>", "<t>name</t>", "<t>A</t>", "<t xml:space=\"preserve\"> Wallet &amp; Lamp </t>",
             "<r><t>rich </t></r><r><rPr><b/></rPr><t>text</t></r>", "<t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh>",
             "<t>two&#10;lines, \"quoted\"</t>", "<t>a_x000D_b_x005F_x0041_c</t>"]
    case("workbook.xlsx", workbook([sheet(row(1, shared(0), shared(1)), row(2, shared(2), shared(3)), row(3, n(42), shared(4)),
                                          row(4, n("0012"), shared(5)), row(5, shared(2), shared(6)))], texts=texts), SN,
         [(2, ["A", " Wallet & Lamp "]), (3, ["42", "rich text"]), (4, ["0012", "東京"]), (5, ["A", 'two\nlines, "quoted"'])],
         shape={"kind": "workbook", "sheet": "Sheet1"})
    case("workbook-named.csv", workbook([sheet(HEAD, row(2, s("A"), s("a")))]), SN, [(2, ["A", "a"])], shape={"kind": "workbook"})
    case("csv-named.xlsx", "sku,name\nA,a\n", SN, [(2, ["A", "a"])], shape={"kind": "csv"})
    case("workbook-escapes.xlsx", workbook([sheet(row(1, shared(0), shared(1)), row(2, shared(2), shared(7)))], texts=texts), SN,
         [(2, ["A", "a\rb_x0041_c"])])
    case("workbook-control.xlsx", workbook([sheet(HEAD, row(2, s("A"), s("a_x0007_b")))]), SN, [(2, ["A", "a\x07b"], "controlCharacter@1")])
    case("workbook-places-left-out.xlsx", workbook([sheet(row(1, s("sku"), s("name"), places=False), row(2, s("A"), s("a"), places=False))]),
         SN, [(2, ["A", "a"])])
    case("workbook-gaps.xlsx", workbook([sheet(row(3, s("sku"), s("name"), s("note")), row(4), row(5, s("A"), None, s("x")), row(9, None, s("b")),
                                               row(10, ("", "", 0), ("", "", 0)))]),
         SN + ["note"], [(5, ["A", "", "x"]), (9, ["", "b", ""])])
    case("workbook-ragged.xlsx", workbook([sheet(HEAD, row(2, s("A")), row(3, s("B"), s("b"), s("more")))]), SN,
         [(2, ["A", ""]), (3, ["B", "b", "more"], "tooManyFields")])
    case("workbook-truth-and-errors.xlsx", workbook([sheet(HEAD, row(2, ("b", "<v>1</v>", 0), ("b", "<v>0</v>", 0)), row(3, s("B"), ("e", "<v>#N/A</v>", 0)),
                                                           row(4, s("C"), ("str", "<f>A1</f><v>made_x000D_</v>", 0)), row(5, s("D"), s("#N/A")))]), SN,
         [(2, ["TRUE", "FALSE"]), (3, ["B", "#N/A"], "formulaError@1"), (4, ["C", "made\r"]), (5, ["D", "#N/A"])])
    merge = '<mergeCells count="2"><mergeCell ref="B2:B4"/><mergeCell ref="A6:B6"/></mergeCells>'
    case("workbook-merged.xlsx", workbook([sheet(HEAD, row(2, s("A"), s("brown")), row(3, s("B")), row(4, s("C"), None), row(5, s("D")), row(6, s("E")), tail=merge)]), SN,
         [(2, ["A", "brown"]), (3, ["B", ""], "mergedCell@1"), (4, ["C", ""], "mergedCell@1"), (5, ["D", ""]), (6, ["E", ""], "mergedCell@1")])
    number_formats()
    sheets()
    broken_workbooks()


def number_formats():
    shown = [("1.5", 0, "1.5"), ("4006381333931", 0, "4006381333931"), ("12345678901234567890", 0, "12345678901234567890"),
             ("0.30000000000000004", 0, "0.3"), ("1.1000000000000001", 0, "1.1"), ("1E-3", 0, "0.001"), ("1.5E+20", 0, "150000000000000000000"),
             ("0.125", 9, "13%"), ("0.28499999999999998", 10, "28.50%"), ("1234.5", 4, "1234.50"), ("1234.5", 3, "1235"),
             ("42", "0000000000000", "0000000000042"), ("-1.005", "0.00", "-1.01"), ("19.999", "0.00", "20.00"), ("5", '0.00" kg"', "5.00 kg"),
             ("5", '[$€-407] #,##0.00', "€ 5.00"), ("-5", "0.0;[Red](0.0)", "(5.0)"), ("0", '0;-0;"none"', "0"), ("0.5", "#.##", "0.5"),
             ("4006381333931", 11, "4006381333931"), ("1.5", "# ?/?", "1.5"), ("123456789", "000-000-000", "123-456-789"),
             ("7", ";;;", "7"), ("3", "@", "3"), ("1500", '0.0,"k"', "1.5k"), ("5", '[>3]"many";0', "5"), ("0.999", "0", "1"), ("-0.2", "0", "0")]
    formats = list(dict.fromkeys(f for _, f, _ in shown if f != 0))
    rows = [row(1, s("raw"), s("shown"))]
    expected = []
    for i, (number, code, text) in enumerate(shown):
        rows.append(row(i + 2, s(number), n(number, 0 if code == 0 else formats.index(code) + 1)))
        expected.append((i + 2, [number, text]))
    case("workbook-numbers.xlsx", workbook([sheet(*rows)], formats=formats), ["raw", "shown"], expected, choice={"hasHeader": True})
    moments = [("46082", 14, "2026-03-01"), ("46082.5", 22, "2026-03-01T12:00:00"), ("46082.75", "dd.mm.yyyy", "2026-03-01"),
               ("0.5", 20, "12:00:00"), ("1.25", "[h]:mm", "30:00:00"), ("1", 14, "1900-01-01"), ("59", 14, "1900-02-28"),
               ("60", 14, "1900-02-29"), ("61", 14, "1900-03-01"), ("46082.999999", "yyyy-mm-dd hh:mm", "2026-03-02T00:00:00"),
               ("46082", 'mmmm" "yyyy', "2026-03-01"), ("-1", 14, "-1"), ("99999999", 14, "99999999"),
               ("46082", "[$-409]d\\-mmm\\-yy;@", "2026-03-01"), ("46082.25", "h:mm AM/PM", "2026-03-01T06:00:00")]
    formats = list(dict.fromkeys(f for _, f, _ in moments))
    rows = [row(1, s("raw"), s("shown"))]
    expected = []
    for i, (number, code, text) in enumerate(moments):
        rows.append(row(i + 2, s(number), n(number, formats.index(code) + 1)))
        expected.append((i + 2, [number, text]))
    rows.append(row(99, s("iso"), ("d", "<v>2026-03-01T10:00:00</v>", 0)))
    expected.append((99, ["iso", "2026-03-01T10:00:00"]))
    case("workbook-dates.xlsx", workbook([sheet(*rows)], formats=formats), ["raw", "shown"], expected, choice={"hasHeader": True})
    case("workbook-dates-1904.xlsx", workbook([sheet(HEAD, row(2, s("A"), n("44620", 1)), row(3, s("B"), n("0", 1)))], formats=[14], date1904=True), SN,
         [(2, ["A", "2026-03-01"]), (3, ["B", "1904-01-01"])])


def sheets():
    first = sheet(row(1, s("read me")), row(2, s("first")))
    second = sheet(HEAD, row(2, s("A"), s("a")))
    both = workbook([first, second], names=["Notes & more", "Catalogue"])
    case("sheets.xlsx", both, ["read me"], [(2, ["first"])], shape={"sheet": "Notes & more", "sheets": ["Notes & more", "Catalogue"]})
    case("sheet-chosen.xlsx", both, SN, [(2, ["A", "a"])], choice={"sheet": "Catalogue"})
    case("sheet-unknown.xlsx", both, error="SheetUnknown", choice={"sheet": "Prices"})
    case("sheet-hidden.xlsx", workbook([first, second], hidden=[0]), SN, [(2, ["A", "a"])], shape={"sheet": "Sheet2"})
    case("sheet-hidden-chosen.xlsx", workbook([first, second], hidden=[0]), ["read me"], [(2, ["first"])], choice={"sheet": "Sheet1"})
    case("sheet-behind-a-chart.xlsx", workbook([first, second], kinds={0: "chartsheet"}), SN, [(2, ["A", "a"])], shape={"sheets": ["Sheet2"]})
    case("sheet-without-header.xlsx", workbook([sheet(row(2, n("1"), s("a")), row(3, n("2"), s("b")))]), ["A", "B"], [(2, ["1", "a"]), (3, ["2", "b"])],
         choice={"hasHeader": False})
    case("sheet-empty.xlsx", workbook([sheet()]), error="FileEmpty")
    case("sheet-header-only.xlsx", workbook([sheet(HEAD)]), SN, [], error="FileHeaderOnly")
    wide = row(1, *[s("c%d" % i) for i in range(16384)])
    case("sheet-16384-columns.xlsx", workbook([sheet(wide, row(2, *[n(1)] * 16384))]), counts=(16384, 1))
    case("sheet-beyond-xfd.xlsx", workbook([sheet(HEAD, '<row r="2"><c r="A2"><v>1</v></c><c r="XFE2"><v>1</v></c></row>', row(3, s("B"), s("b")))]), SN,
         [(2, [], "tooManyFields"), (3, ["B", "b"])])
    strict = workbook([second])
    case("sheet-strict.xlsx", rezipped(strict, {MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main", REL: "http://purl.oclc.org/ooxml/officeDocument/relationships"}), SN,
         [(2, ["A", "a"])])
    prefixed = '<x:worksheet xmlns:x="%s"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>sku</x:t></x:is></x:c></x:row>' \
               '<x:row r="2"><x:c r="A2"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>' % MAIN
    case("sheet-prefixed.xlsx", workbook([prefixed]), ["sku"], [(2, ["7"])])
    case("sheet-utf-16.xlsx", workbook([second.replace("UTF-8", "UTF-16").encode("utf-16")]), SN, [(2, ["A", "a"])])


def broken_workbooks():
    good = workbook([sheet(HEAD, *[row(i, s("S%d" % i), s("n")) for i in range(2, 400)])])
    case("workbook-cut.xlsx", good[:len(good) // 2], error="FileCutShort")
    case("workbook-without-directory.xlsx", good[:-60], error="FileCutShort")
    wrong = bytearray(good)
    at = good.index(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml") + 40
    wrong[at] ^= 0x55
    case("workbook-damaged.xlsx", bytes(wrong), error="FileDamaged")
    case("workbook-encrypted.xlsx", compound("EncryptedPackage"), error="FileEncrypted")
    case("workbook-old.xls", compound("Workbook"), error="FileOldWorkbook")
    case("workbook-old-named.xlsx", compound("Workbook"), error="FileOldWorkbook")
    case("document.docx", zipped({"_rels/.rels": relations([("rId1", "officeDocument", "word/document.xml")]), "word/document.xml": "<document/>"}), error="FileKindUnsupported")
    case("binary-workbook.xlsb", zipped({"_rels/.rels": relations([("rId1", "officeDocument", "xl/workbook.bin")]), "xl/workbook.bin": "x"}), error="FileKindUnsupported")
    case("open-document.ods", zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<office/>"}), error="FileKindUnsupported")
    case("archive.zip", zipped({"catalogue.csv": "sku,name\nA,a\n"}), error="FileKindUnsupported")
    case("page.xls", "<html><body><table><tr><td>sku</td></tr></table></body></html>", error="FileKindUnsupported")
    case("spreadsheet-2003.xml", '<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', error="FileKindUnsupported")
    case("paper.pdf", b"%PDF-1.7\n1 0 obj\n", error="FileKindUnsupported")
    laughs = '<!DOCTYPE worksheet [<!ENTITY a "ha">' + "".join('<!ENTITY %s "%s">' % (chr(98 + i), ("&%s;" % chr(97 + i)) * 10) for i in range(9)) + "]>"
    case("workbook-entities.xlsx", workbook([sheet(HEAD, row(2, s("A"), ("inlineStr", "<is><t>&j;</t></is>", 0)), head=laughs)]), error="FileDamaged")
    case("workbook-external-entity.xlsx", workbook([sheet(HEAD, row(2, s("A"), ("inlineStr", "<is><t>&x;</t></is>", 0)),
                                                          head='<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/hostname">]>')]), error="FileDamaged")
    case("workbook-bomb.xlsx", workbook([sheet(HEAD, "<row><c><v>1</v></c></row>" * 3_000_000)]), error="FileUnpacksTooLarge")
    case("workbook-text-bomb.xlsx", workbook([sheet(row(1, shared(0), shared(1)), row(2, s("A"), shared(2)))], texts=["<t>sku</t>", "<t>name</t>", "<t>" + "x" * 80_000_000 + "</t>"]),
         error="SheetCellTooLarge")
    case("workbook-huge-cell.xlsx", workbook([sheet(HEAD, row(2, s("A"), s("x" * 9_000_000)), row(3, s("B"), s("b")))]), error="SheetCellTooLarge")
    case("workbook-huge-row.xlsx", workbook([sheet(HEAD, row(2, s("A"), *[s("x" * 1_000_000)] * 6), row(3, s("B"), s("b")))]), SN,
         [(2, [], "recordTooLong"), (3, ["B", "b"])])
    case("workbook-nested.xlsx", workbook([sheet(HEAD, row(2, s("A"), ("inlineStr", "<is>" + "<r>" * 100_000 + "</r>" * 100_000 + "</is>", 0)))]), error="FileDamaged")
    case("workbook-rows-out-of-order.xlsx", workbook([sheet(HEAD, row(5, s("A"), s("a")), row(4, s("B"), s("b")))]), SN, [(5, ["A", "a"])], error="FileDamaged")
    case("workbook-text-missing.xlsx", workbook([sheet(HEAD, row(2, s("A"), s("a")), row(3, shared(7), s("b")))], texts=["<t>x</t>"]), SN, [(2, ["A", "a"])], error="FileDamaged")
    case("workbook-xml-cut.xlsx", workbook([sheet(HEAD, row(2, s("A"), s("a")))[:-24]]), SN, [(2, ["A", "a"])], error="FileDamaged")
    case("workbook-sheet-missing.xlsx", rezipped_without(good, "xl/worksheets/sheet1.xml"), error="FileDamaged")
