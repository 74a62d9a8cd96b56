#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Writes the awkward files of this folder, and beside each what has to be read from it (NAME.expected.json).

The expected rows are written here by hand, never taken from the program. Run it after changing a case; the files are
checked in, and tst_corpus reads every one of them.
"""

import json
import pathlib

from packing import MAIN, REL, compound, gz, n, relations, rezipped, rezipped_without, row, s, shared, sheet, workbook, zipped

HERE = pathlib.Path(__file__).parent
NAMES = set()


def case(name, content, headers=None, rows=(), error=None, choice=None, shape=None, counts=None):
    """rows: (line, [cells]) or (line, [cells], "code@column …"); counts: (columns, rows) where they are too many."""
    assert name not in NAMES, name
    NAMES.add(name)
    (HERE / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    expected = {}
    if choice:
        expected["choice"] = choice
    if shape:
        expected["format"] = shape
    if counts:
        expected["columnCount"], expected["rowCount"] = counts
    elif headers is not None:
        expected["headers"] = headers
        expected["rows"] = [row_of(*row) for row in rows]
    if error:
        expected["error"] = error
    lines = json.dumps(expected, ensure_ascii=False, indent=1)
    (HERE / (name + ".expected.json")).write_text(lines + "\n", encoding="utf-8")


def row_of(line, cells, findings=""):
    row = {"line": line, "cells": cells}
    if findings:
        row["findings"] = findings.split()
    return row


SN = ["sku", "name"]


def line_ends():
    case("plain.csv", "sku,name\nA,Wallet\nB,Lamp\n", SN, [(2, ["A", "Wallet"]), (3, ["B", "Lamp"])])
    case("crlf.csv", "sku,name\r\nA,Wallet\r\nB,Lamp\r\n", SN, [(2, ["A", "Wallet"]), (3, ["B", "Lamp"])])
    case("cr.csv", "sku,name\rA,Wallet\rB,Lamp\r", SN, [(2, ["A", "Wallet"]), (3, ["B", "Lamp"])])
    case("mixed-line-ends.csv", "sku,name\r\nA,a\nB,b\rC,c\r\n", SN,
         [(2, ["A", "a"]), (3, ["B", "b"]), (4, ["C", "c"])])
    case("no-last-line-end.csv", "sku,name\nA,Wallet", SN, [(2, ["A", "Wallet"])])
    case("empty-lines.csv", "\n\nsku,name\n\nA,a\n\r\n\nB,b\n\n", SN, [(5, ["A", "a"]), (8, ["B", "b"])])
    case("line-of-blanks.csv", "sku,name\n   \nA,a\n", SN, [(2, ["   "], "tooFewFields"), (3, ["A", "a"])])
    case("quoted-line-end.csv", 'sku,name\nA,"two\nlines"\nB,"three\n\nlines"\nC,c\n', SN,
         [(2, ["A", "two\nlines"]), (4, ["B", "three\n\nlines"]), (7, ["C", "c"])])
    case("quoted-crlf.csv", 'sku,name\r\nA,"two\r\nlines"\r\nB,b\r\n', SN, [(2, ["A", "two\r\nlines"]), (4, ["B", "b"])])
    case("quoted-cr.csv", 'sku,name\rA,"two\rlines"\rB,b\r', SN, [(2, ["A", "two\rlines"]), (4, ["B", "b"])])
    case("header-with-line-end.csv", 'sku,"long\nname"\nA,a\n', ["sku", "long\nname"], [(3, ["A", "a"])])


def quotes():
    case("doubled-quotes.csv", 'sku,name\nA,"15"" screen"\nB,""""\nC,""""""\n', SN,
         [(2, ["A", '15" screen']), (3, ["B", '"']), (4, ["C", '""'])])
    case("quoted-separators.csv", 'sku,name\nA,"a, b; c"\n', SN, [(2, ["A", "a, b; c"])])
    case("empty-cells.csv", 'sku,name\nA,""\nB,\n"",""\n', SN, [(2, ["A", ""]), (3, ["B", ""]), (4, ["", ""])])
    case("stray-quote.csv", 'sku,name\nA,15" screen\nB,b\n', SN, [(2, ["A", '15" screen'], "strayQuote@1"), (3, ["B", "b"])])
    case("blank-before-quote.csv", 'sku,name\nA, "x"\n', SN, [(2, ["A", ' "x"'], "strayQuote@1")])
    case("text-behind-quote.csv", 'sku,name\nA,"x" y\nB,b\n', SN, [(2, ["A", '"x" y'], "textAfterQuote@1"), (3, ["B", "b"])])
    case("unclosed-quote.csv", 'sku,name\nA,"never\nB,b\nC,c\n', SN,
         [(2, [], "unclosedQuote@1"), (3, ["B", "b"]), (4, ["C", "c"])])
    case("unclosed-quote-at-end.csv", 'sku,name\nA,a\nB,"never', SN, [(2, ["A", "a"]), (3, [], "unclosedQuote@1")])
    case("quote-closed-lines-later.csv", 'sku,name\nA,"opens\nB,b\nC,c" closes\nD,d\n', SN,
         [(2, [], "unclosedQuote@1"), (3, ["B", "b"]), (4, ["C", 'c" closes'], "strayQuote@1"), (5, ["D", "d"])])
    case("single-quotes.csv", "'sku','name'\n'A','a, b'\n'B','it''s'\n", SN, [(2, ["A", "a, b"]), (3, ["B", "it's"])],
         shape={"quote": "'"})
    case("apostrophes.csv", "sku,name\n'A,it's\nB,d'or\n", SN, [(2, ["'A", "it's"]), (3, ["B", "d'or"])], shape={"quote": '"'})
    case("inches.csv", 'sku;name\nA;"A" frame\nB;"B" frame\nC;"C" frame\n', SN,
         [(2, ["A", '"A" frame']), (3, ["B", '"B" frame']), (4, ["C", '"C" frame'])], shape={"quote": "none"})
    case("quote-overridden.csv", 'sku,name\nA,"x"\n', SN, [(2, ["A", '"x"'])], choice={"quote": "none"})
    case("header-unclosed-quote.csv", 'sku,"name\nA,a\n', error="FileHeaderUnreadable")


def shapes():
    case("too-few-fields.csv", "sku,name,note\nA,a\nB,b,c\n", SN + ["note"], [(2, ["A", "a"], "tooFewFields"), (3, ["B", "b", "c"])])
    case("too-many-fields.csv", "sku,name\nA,a,x,y\nB,b\n", SN, [(2, ["A", "a", "x", "y"], "tooManyFields"), (3, ["B", "b"])])
    case("separators-at-end.csv", "sku,name,,\nA,a,,\n", SN + ["", ""], [(2, ["A", "a", "", ""])])
    case("one-column.csv", "sku\nA\nB\n", ["sku"], [(2, ["A"]), (3, ["B"])])
    case("same-names.csv", "sku,name,name\nA,a,b\n", SN + ["name"], [(2, ["A", "a", "b"])])
    case("nameless-column.csv", "sku,,name\nA,x,a\n", ["sku", "", "name"], [(2, ["A", "x", "a"])])
    case("no-header.csv", "4006381333931,Wallet,39.90\n4006381333948,Lamp,19.90\n", ["A", "B", "C"],
         [(1, ["4006381333931", "Wallet", "39.90"]), (2, ["4006381333948", "Lamp", "19.90"])], shape={"hasHeader": False})
    case("header-overridden.csv", "sku,name\nA,a\n", ["A", "B"], [(1, ["sku", "name"]), (2, ["A", "a"])],
         choice={"hasHeader": False})
    case("header-only.csv", "sku,name\n", SN, [], error="FileHeaderOnly")
    case("empty.csv", b"", error="FileEmpty")
    case("only-a-mark.csv", b"\xef\xbb\xbf", error="FileEmpty")
    case("only-line-ends.csv", "\r\n\n\r", error="FileEmpty")
    header = ",".join("c%d" % i for i in range(16384))
    case("16384-columns.csv.gz", gz(header + "\n" + "x," * 16383 + "x\n"), counts=(16384, 1))
    case("16385-columns.csv.gz", gz(header + ",c16384\n" + "x," * 16384 + "x\n"), error="FileHeaderUnreadable")
    case("row-of-20000-fields.csv.gz", gz("sku,name\n" + "x," * 19999 + "x\nB,b\n"), counts=(2, 2))
    case("huge-cell.csv.gz", gz('sku,name\nA,"' + "x" * 9_000_000 + '"\nB,b\n'), SN,
         [(2, [], "recordTooLong@1"), (3, ["B", "b"])])
    case("huge-header.csv.gz", gz("x" * 9_000_000 + ",name\nB,b\n"), error="FileHeaderUnreadable")


def separators():
    case("semicolons.csv", "sku;name;price\nA;Wallet, brown;39,90\nB;Lamp;19,90\n", SN + ["price"],
         [(2, ["A", "Wallet, brown", "39,90"]), (3, ["B", "Lamp", "19,90"])], shape={"separator": ";"})
    case("tabs.tsv", "sku\tname\nA\ta, b\n", SN, [(2, ["A", "a, b"])], shape={"separator": "\t"})
    case("bars.txt", "sku|name\nA|a;b,c\n", SN, [(2, ["A", "a;b,c"])], shape={"separator": "|"})
    case("sep-line.csv", "sep=;\r\nsku;name\r\nA;a,b\r\n", SN, [(3, ["A", "a,b"])], shape={"separator": ";"})
    case("sep-line-quoted.csv", '"sep=|"\nsku|name\nA|a\n', SN, [(3, ["A", "a"])], shape={"separator": "|"})
    case("sep-line-tab.csv", "sep=\t\nsku\tname\nA\ta\n", SN, [(3, ["A", "a"])])
    case("sep-line-with-mark.csv", b"\xef\xbb\xbfsep=;\nsku;name\nA;a\n", SN, [(3, ["A", "a"])])
    case("separator-overridden.csv", "sku:name\nA:a\n", SN, [(2, ["A", "a"])], choice={"separator": ":"})
    case("tab-inside.csv", "sku,name\nA,a\tb\n", SN, [(2, ["A", "a\tb"])])


def characters():
    case("text-stays-text.csv", "sku,a,b,c,d,e,f\n0012,1e5,1.10,TRUE,=1+1,2026-03-01,00420013800000000000001\n",
         ["sku"] + list("abcdef"), [(2, ["0012", "1e5", "1.10", "TRUE", "=1+1", "2026-03-01", "00420013800000000000001"])])
    case("blanks-are-kept.csv", "sku,name\n A , a \nB,\u00a0b\u3000\n", SN, [(2, [" A ", " a "]), (3, ["B", "\u00a0b\u3000"])])
    case("emoji.csv", "sku,name\nA,👜🏽 e\u0301 שלום\n", SN, [(2, ["A", "👜🏽 e\u0301 שלום"])])
    case("zero-width.csv", "sku,name\nA\u200b,\ufeffa\n", SN, [(2, ["A\u200b", "\ufeffa"])])
    case("nul.csv", b"sku,name\nA,a\0b\nB,b\n", SN, [(2, ["A", "a\0b"], "controlCharacter@1"), (3, ["B", "b"])])
    case("control.csv", b"sku,name\nA\x07,a\x1bb\nB,b\x7f\n", SN,
         [(2, ["A\x07", "a\x1bb"], "controlCharacter@0 controlCharacter@1"), (3, ["B", "b\x7f"], "controlCharacter@1")])
    case("c1-control.csv", "sku,name\nA,a\u0085b\nB,é\n", SN, [(2, ["A", "a\u0085b"], "controlCharacter@1"), (3, ["B", "é"])])
    case("wrong-utf-8.csv", "sku,name\nA,Café à côté\nB,".encode() + b"\xe9" + "\nC,brûlée\n".encode(), SN,
         [(2, ["A", "Café à côté"]), (3, ["B", "\ufffd"], "invalidText@1"), (4, ["C", "brûlée"])])
    case("overlong-utf-8.csv", "sku,name\nA,é à ô\nB,".encode() + b"\xc0\xaf\nC,c\n", SN,
         [(2, ["A", "é à ô"]), (3, ["B", "\ufffd\ufffd"], "invalidText@1"), (4, ["C", "c"])])
    case("cut-utf-8.csv", "sku,name\nA,é à ô û\nB,b".encode() + b"\xc3", SN,
         [(2, ["A", "é à ô û"]), (3, ["B", "b\ufffd"], "invalidText@1")])
    case("wrong-utf-8-beyond-the-columns.csv", "sku,name\nA,é à ô,b".encode() + b"\xc3\nB,b\n", SN,
         [(2, ["A", "é à ô", "b\ufffd"], "invalidText@2 tooManyFields"), (3, ["B", "b"])], choice={"encoding": "UTF-8"})
    case("mark.csv", b"\xef\xbb\xbfsku,name\nA,\xc3\xa9\n", SN, [(2, ["A", "é"])], shape={"encoding": "UTF-8"})


WESTERN = "sku;name;note\n1;Crème brûlée;Größe für Straße\n2;Mañana;déjà vu, à côté\n3;Façade;naïve élève\n"
WESTERN_ROWS = [(2, ["1", "Crème brûlée", "Größe für Straße"]), (3, ["2", "Mañana", "déjà vu, à côté"]), (4, ["3", "Façade", "naïve élève"])]
WESTERN_HEADERS = ["sku", "name", "note"]
CZECH = "sku;name;note\n1;Kožená peněženka;šitá ručně v České republice, přírodní kůže\n" \
        "2;Dřevěná lampa;z dubového dřeva, žárovka není součástí balení\n3;Vlněná šála;měkká a hřejivá šála na zimu\n"
RUSSIAN = "sku;name;note\n1;Кожаный кошелёк;ручная работа\n2;Деревянная лампа;сделано в России, из дуба\n" \
          "3;Шерстяной шарф;мягкий и тёплый шарф для зимы\n"
JAPANESE = "sku,name,note\n1,革の財布,手縫いの革財布です。日本製の商品です。\n2,木のランプ,オーク材のランプです。表示\n" \
           "3,ウールのマフラー,やわらかくて暖かい冬のマフラーです。\n"
CHINESE = "sku,name,note\n1,皮革钱包,手工缝制的皮革钱包，中国制造的商品。\n2,木制台灯,橡木制成的台灯，适合阅读。\n" \
          "3,羊毛围巾,柔软温暖的冬季围巾，适合送给朋友。\n"


def table(text, separator):
    lines = text.strip().split("\n")
    rows = [(number, line.split(separator)) for number, line in enumerate(lines[1:], start=2)]
    return lines[0].split(separator), rows


def encodings():
    for name, codec, mark in (("utf-16le-mark", "utf-16-le", b"\xff\xfe"), ("utf-16be-mark", "utf-16-be", b"\xfe\xff"),
                              ("utf-16le", "utf-16-le", b""), ("utf-16be", "utf-16-be", b"")):
        shape = {"encoding": "UTF-16LE" if "le" in name else "UTF-16BE"}
        case(name + ".csv", mark + WESTERN.encode(codec), WESTERN_HEADERS, WESTERN_ROWS, shape=shape)
    case("utf-16-odd.csv", b"\xff\xfe" + "sku,name\nA,a".encode("utf-16-le") + b"x", SN, [(2, ["A", "a\ufffd"], "invalidText@1")])
    case("utf-16-lone-surrogate.csv", b"\xff\xfe" + "sku,name\nA,a".encode("utf-16-le") + b"\x00\xd8" +
         "b\nB,👜\n".encode("utf-16-le"), SN, [(2, ["A", "a\ufffdb"], "invalidText@1"), (3, ["B", "👜"])])
    case("windows-1252.csv", (WESTERN + "4;“5 €” – Œuvre…;’\n").encode("cp1252"), WESTERN_HEADERS,
         WESTERN_ROWS + [(5, ["4", "“5 €” – Œuvre…", "’"])], shape={"encoding": "windows-1252"})
    case("windows-1252-one-accent.csv", "sku,name\nA,Café\n".encode("cp1252"), SN, [(2, ["A", "Café"])])
    case("windows-1252-hole.csv", b"sku,name\nA,caf\xe9\nB,\x81\nC,\xfc\n", SN,
         [(2, ["A", "café"]), (3, ["B", "\ufffd"], "invalidText@1"), (4, ["C", "ü"])], choice={"encoding": "windows-1252"})
    case("windows-1250.csv", CZECH.encode("cp1250"), *table(CZECH, ";"), choice={"encoding": "windows-1250"})
    case("windows-1251.csv", RUSSIAN.encode("cp1251"), *table(RUSSIAN, ";"), shape={"encoding": "windows-1251"})
    case("iso-8859-1.csv", WESTERN.encode("latin-1"), WESTERN_HEADERS, WESTERN_ROWS)
    case("iso-8859-15.csv", (WESTERN + "4;5 €;Œuvre\n").encode("iso-8859-15"), WESTERN_HEADERS,
         WESTERN_ROWS + [(5, ["4", "5 €", "Œuvre"])], choice={"encoding": "ISO-8859-15"})
    # In 表 and the like the second byte is a backslash or a bar.
    case("shift-jis.csv", JAPANESE.encode("cp932"), *table(JAPANESE, ","), shape={"encoding": "Shift_JIS"})
    case("shift-jis-bar.csv", "sku|name\nA|ポ|x\n".encode("cp932"), SN, [(2, ["A", "ポ", "x"], "tooManyFields")],
         choice={"encoding": "Shift_JIS", "separator": "|"})
    case("gbk.csv", CHINESE.encode("gbk"), *table(CHINESE, ","), shape={"encoding": "GBK"})
    case("gbk-cut.csv", "sku,name\nA,皮\nB,".encode("gbk") + b"\xc6", SN, [(2, ["A", "皮"]), (3, ["B", "\ufffd"], "invalidText@1")],
         choice={"encoding": "GBK"})
    case("wrong-encoding-chosen.csv", "sku,name\nA,é\n".encode("cp1252"), SN, [(2, ["A", "\ufffd"], "invalidText@1")],
         choice={"encoding": "UTF-8"})
    late = "sku;name;note\n" + "1;Wallet;n\n" * 7000
    case("accents-behind-64-kib.csv.gz", gz((late + RUSSIAN.split("\n", 1)[1]).encode("cp1251")), counts=(3, 7003),
         shape={"encoding": "windows-1251"})


def compressed():
    text = "sku,name\n" + "".join("S%d,n%d\n" % (i, i) for i in range(3))
    rows = [(i + 2, ["S%d" % i, "n%d" % i]) for i in range(3)]
    case("packed.csv.gz", gz(text), SN, rows, shape={"isPacked": True})
    case("packed-with-name.csv.gz", gz(text, "catalogue.csv"), SN, rows)
    case("packed-whatever-the-name.csv", gz(text), SN, rows, shape={"isPacked": True})
    case("packed-in-two-members.csv.gz", gz(text[:12]) + gz(text[12:]), SN, rows)
    case("packed-and-padded.csv.gz", gz(text) + bytes(1024), SN, rows)
    case("packed-utf-16.csv.gz", gz(b"\xff\xfe" + WESTERN.encode("utf-16-le")), WESTERN_HEADERS, WESTERN_ROWS)
    case("packed-nothing.csv.gz", gz(""), error="FileEmpty")
    case("packed-cut.csv.gz", gz(text)[:-4], SN, rows, error="FileCutShort")
    case("packed-cut-in-head.csv.gz", gz(text)[:6], error="FileCutShort")
    case("packed-and-more.csv.gz", gz(text) + b"and more", SN, rows, error="FileTrailingBytes")
    wrong_sum = bytearray(gz(text))
    wrong_sum[-6] ^= 0xFF
    case("packed-wrong-sum.csv.gz", bytes(wrong_sum), SN, rows, error="FileDamaged")
    case("packed-twice.csv.gz", gz(gz(text)), error="FileKindUnsupported")
    case("packed-workbook.xlsx.gz", gz(workbook([sheet(row(1, s("sku")))])), error="FileKindUnsupported")
    case("bomb.csv.gz", gz("sku,name\n" + "A,a\n" * 20_000_000), error="FileUnpacksTooLarge", counts=(2, -1))


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


def passports():
    flat = '[\n {"granularity":"model","network":"StarknetSepolia","modelNumber":"W-1","name":"Wallet","data":{"gtin":"4006381333931","brand":{"name":"Acme"}}},\n' \
           ' {"granularity":"model","network":"StarknetSepolia","modelNumber":"W-2","name":"Lämp","data":{"gtin":"4006381333948","brand":{"name":"B"}}}\n]\n'
    names = ["granularity", "network", "modelNumber", "name", "data.gtin", "data.brand.name"]
    rows = [(2, ["model", "StarknetSepolia", "W-1", "Wallet", "4006381333931", "Acme"]), (3, ["model", "StarknetSepolia", "W-2", "Lämp", "4006381333948", "B"])]
    case("flat.json", flat, names, rows, shape={"kind": "json"})
    case("flat-mark.json", b"\xef\xbb\xbf" + flat.encode(), names, rows)
    case("flat-utf-16.json", b"\xff\xfe" + flat.encode("utf-16-le"), names, rows, shape={"encoding": "UTF-16LE"})
    case("flat.json.gz", gz(flat), names, rows, shape={"kind": "json", "isPacked": True})
    case("flat-named.csv", flat, names, rows, shape={"kind": "json"})
    case("product.json", '[{"network":"BaseSepolia","product":{"idGranularity":"item","modelNumber":"M","itemNumber":"I-1","name":"n"},"data":{"colour":"walnut"}}]',
         ["network", "granularity", "modelNumber", "itemNumber", "name", "data.colour"], [(1, ["BaseSepolia", "item", "M", "I-1", "n", "walnut"])])
    case("both-shapes.json", '[{"modelNumber":"M","name":"n","product":{"modelNumber":"M","name":"n"}},\n{"modelNumber":"M","name":"n","product":{"modelNumber":"M","name":"other"}}]',
         ["modelNumber", "name"], [(1, ["M", "n"]), (2, ["M", "other"], "memberTwice@1")])
    case("values.json", '[{"modelNumber":"A","data":{"n":12345678901234567890.10,"t":true,"z":null,"a":[1,"x\\n",{"b":[]}],"o":{},"s":"text"}},\n'
                        '{"modelNumber":"B","data":{"n":"1","t":"true","z":"","a":"[1]","o":"{}","s":"A\\u00e9\\ud83d\\udc5c"}}]',
         ["modelNumber", "data.n", "data.t", "data.z", "data.a", "data.o", "data.s"],
         [(1, ["A", "12345678901234567890.10", "true", "null", '[1,"x\\n",{"b":[]}]', "{}", "text"]), (2, ["B", '"1"', '"true"', '""', '"[1]"', '"{}"', "Aé👜"])],
         shape={"jsonColumns": ["data.n", "data.t", "data.z", "data.a", "data.o"]})
    case("missing-members.json", '[{"modelNumber":"A","data":{"c":"brown"}},{"modelNumber":"B","name":"n","data":{}},{"modelNumber":"C","name":null,"data":{"c":""}}]',
         ["modelNumber", "data.c", "name", "data"], [(1, ["A", '"brown"', "", ""]), (1, ["B", "", "n", "{}"]), (1, ["C", '""', "", ""])],
         shape={"jsonColumns": ["data.c"]})
    case("numbers-as-keys.json", '[{"modelNumber":0012},{"modelNumber":12},{"modelNumber":1.50}]', ["modelNumber"],
         [(1, [], "unreadablePassport"), (1, ["12"]), (1, ["1.50"])])
    case("dotted-names.json", '[{"modelNumber":"A","data":{"a.b":"1","c\\\\d":"2","":"3"}}]', ["modelNumber", "data.a\\.b", "data.c\\\\d", "data."],
         [(1, ["A", "1", "2", "3"])])
    case("no-passports.json", "[ ]", error="FileEmpty")
    case("one-passport.json", '{"modelNumber":"A"}', error="FileNotPassports")
    case("json-text.json", '"hello"', error="FileNotPassports")
    case("cut.json", '[{"modelNumber":"A"},\n{"modelNumber":"B"', ["modelNumber"], [(1, ["A"])], error="JsonUnreadable")
    case("cut-behind-comma.json", '[{"modelNumber":"A"},\n', ["modelNumber"], [(1, ["A"])], error="JsonUnreadable")
    case("comma-at-end.json", '[{"modelNumber":"A"},\n]', ["modelNumber"], [(1, ["A"])], error="JsonUnreadable")
    case("text-behind.json", '[{"modelNumber":"A"}]\nmore', ["modelNumber"], [(1, ["A"])], error="JsonUnreadable")
    case("malformed-passport.json", '[{"modelNumber":"A"},\n{"modelNumber" "B"},\n{"modelNumber":"C",},\n{modelNumber:"D"},\n{"modelNumber":"E"}]', ["modelNumber"],
         [(1, ["A"]), (2, [], "unreadablePassport"), (3, [], "unreadablePassport"), (4, [], "unreadablePassport"), (5, ["E"])])
    case("not-passports.json", '[{"modelNumber":"A"},\n1,\n"x",\nnull,\n[{}],\n{"modelNumber":"B"}]', ["modelNumber"],
         [(1, ["A"])] + [(line, [], "unreadablePassport") for line in (2, 3, 4, 5)] + [(6, ["B"])])
    case("same-member-twice.json", '[{"modelNumber":"A","modelNumber":"A","name":"a","name":"b"}]', ["modelNumber", "name"], [(1, ["A", "b"], "memberTwice@1")])
    case("json-control.json", '[{"modelNumber":"A\\u0000","name":"a\\u0007b\\n"}]', ["modelNumber", "name"], [(1, ["A\0", "a\x07b\n"], "controlCharacter@0 controlCharacter@1")])
    case("json-lone-surrogate.json", '[{"modelNumber":"A"},{"modelNumber":"\\ud800"}]', ["modelNumber"], [(1, ["A"]), (1, [], "unreadablePassport")])
    case("json-wrong-utf-8.json", b'[{"modelNumber":"A","name":"\xc3\xa9\xc3\xa0"},{"modelNumber":"\xff"}]', ["modelNumber", "name"],
         [(1, ["A", "éà"]), (1, [], "unreadablePassport")])
    case("deep.json", '[{"modelNumber":"A","data":{"a":' + "[" * 150 + "]" * 150 + '}},{"modelNumber":"B","data":{"a":' + "[" * 5000 + "]" * 5000 + "}}]",
         ["modelNumber", "data.a"], [(1, ["A", "[" * 150 + "]" * 150]), (1, [], "unreadablePassport")])
    case("huge-passport.json.gz", gz('[{"modelNumber":"A"},\n{"modelNumber":"' + "x" * 9_000_000 + '"},\n{"modelNumber":"C"}]'), ["modelNumber"],
         [(1, ["A"]), (2, [], "recordTooLong"), (3, ["C"])])
    case("json-lines.json", '{"modelNumber":"A"}\n{"modelNumber":"B"}\n', error="FileNotPassports")
    case("bracket-in-header.csv", "[sku],name\nA,a\n", ["[sku]", "name"], [(2, ["A", "a"])], shape={"kind": "csv"})


for part in (line_ends, quotes, shapes, separators, characters, encodings, compressed, workbooks, passports):
    part()
for path in HERE.iterdir():
    name = path.name.removesuffix(".expected.json")
    if name not in NAMES and path.suffix != ".py" and path.is_file():
        path.unlink()
print(len(NAMES), "files,", sum(p.stat().st_size for p in HERE.iterdir()) // 1024, "KiB")
