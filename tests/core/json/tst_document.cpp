// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/document.h"
#include "core/json/value.h"

#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;
using json::Document;
using json::Node;
using json::Value;

namespace {

QString wide(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

/// What differs between a value and its twin, if anything.
QByteArray difference(const Node &node, const Value &value)
{
    const bool isSameKind = node.isNull() == value.isNull() && node.isNumber() == value.isNumber() &&
                            node.isString() == value.isString() && node.isArray() == value.isArray() &&
                            node.isObject() == value.isObject();
    if (!isSameKind || wide(node.toText()) != value.toText() || wide(node.toString()) != value.toString() ||
        node.toInteger(-7) != value.toInteger(-7))
        return "at " + json::write(value);
    auto item = node.items().begin();
    for (const Value &each : value.items()) {
        if (item == node.items().end())
            return "fewer items in " + json::write(value);
        if (QByteArray below = difference(*item, each); !below.isEmpty())
            return below;
        ++item;
    }
    auto member = node.members().begin();
    for (const json::Member &each : value.members()) {
        if (member == node.members().end() || wide((*member).key) != each.key)
            return "no member " + each.key.toUtf8();
        if (QByteArray below = difference((*member).value, each.value); !below.isEmpty())
            return below;
        if (const QByteArray found = difference(node[each.key], value[each.key]); !found.isEmpty())
            return "another member by its name, " + found;
        ++member;
    }
    const bool isAll = item == node.items().end() && member == node.members().end();
    return isAll ? QByteArray() : "more in " + json::write(value);
}

} // namespace

class TestDocument : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatAValueSays_data();
    void saysWhatAValueSays();
    void refusesWhatAValueRefuses_data();
    void refusesWhatAValueRefuses();
    void anObjectHasItsTextAsItCame();
    void outlivesItsMove();
};

void TestDocument::saysWhatAValueSays_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto add = [](const char *name, const QByteArray &text) { QTest::newRow(name) << text; };
    add("numbers", R"([0,-0,1.0,1E2,1e+2,0.10,-1.5e-300,9007199254740993,9223372036854775807,9223372036854775808])");
    add("long number", "115792089237316195423570985008687907853269984665640564039457584007913129639935");
    add("words", R"([true,false,null,"true","null",""])");
    add("nested", R"({"a":{"b":[{"c":[]},[[1],{}]]},"d":{}})");
    add("blanks", " { \"a\" :\t[ 1 ,\r\n2 ] , \"b\" : { } } \n");
    add("one name twice", R"({"a":1,"b":2,"a":{"a":3,"a":4},"":5,"":6})");
    add("names alike", R"({"modelNumber":1,"moderNumber":2,"batchNumber":3,"m":4,"mr":5,"r":6,"a\\b":7})");
    add("escapes", R"({"a\"\u0062":"\u0001\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00 é 😀","\u00e9":1})");
    add("a zero in a string", R"({"a":"x\u0000y","\u0000":1})");
    add("half of a pair", R"({"a":"x\udc00y","b\udfff":"\udc00"})");
    add("a byte order mark in a text", "{\"a\":\"\xef\xbb\xbfx\",\"\xef\xbb\xbf"
                                       "b\":\"\\ufeffx\",\"c\":\"x\xef\xbb\xbf\"}");
    add("hangul", R"({"a":"한국어","퟿":"퟿"})");
    add("a byte order mark in front", "\xef\xbb\xbf{\"a\":[1,\"é\"]}");
    add("deep", QByteArray(200, '[') + QByteArray(200, ']'));
    add("a text alone", R"("x")");
}

void TestDocument::saysWhatAValueSays()
{
    QFETCH(QByteArray, text);
    const Result<Value> value = json::parse(text);
    QVERIFY(value.ok());

    const Result<Document> document = Document::parse(text);

    QVERIFY(document.ok());
    QCOMPARE(difference(document->root(), *value), QByteArray());
}

void TestDocument::refusesWhatAValueRefuses_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto add = [](const char *name, const QByteArray &text) { QTest::newRow(name) << text; };
    add("nothing", "");
    add("half", R"({"a":[1,2)");
    add("a comma too many", "[1,]");
    add("a number that is none", "[01]");
    add("too large a number", "[1e999]");
    add("not UTF-8", "[\"\xff\"]");
    add("half of a pair in front", R"(["\ud800x"])");
    add("too deep", QByteArray(201, '[') + QByteArray(201, ']'));
    add("two", "[] []");
}

void TestDocument::refusesWhatAValueRefuses()
{
    QFETCH(QByteArray, text);

    const Result<Document> document = Document::parse(text);

    QVERIFY(!document.ok());
    QCOMPARE(document.error(), json::parse(text).error());
}

void TestDocument::anObjectHasItsTextAsItCame()
{
    const QByteArray row = R"({ "b" : "\u00e9",  "a":[1.0 , {"c" : null}] })";
    const Result<Document> document = Document::parse("{\"data\":[ " + row + " ,7]}");

    const Node found = *document->root()[u"data"].items().begin();

    QCOMPARE(found.literal(), std::string_view(row.constData(), std::size_t(row.size())));
    QCOMPARE(found[u"a"].literal(), R"([1.0 , {"c" : null}])");
    QCOMPARE(document->root()[u"data"].items().size(), 2);
}

void TestDocument::outlivesItsMove()
{
    auto first = std::make_unique<Document>(Document::parse(R"({"a":"x","b":[1,2],"c":"x\udc00"})").value());
    const Document second = std::move(*first);
    first.reset();

    QCOMPARE(second.root()[u"a"].toText(), "x");
    QCOMPARE(second.root()[u"b"].toText(), "[1,2]");
    QVERIFY(second.root()[u"c"].toText().starts_with("x"));
    QVERIFY(second.root()[u"d"].isNull());
    QVERIFY(second.root()[u"a"][u"b"].isNull());
}

QTEST_GUILESS_MAIN(TestDocument)
#include "tst_document.moc"
