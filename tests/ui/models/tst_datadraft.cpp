// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/datadraft.h"

#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;

namespace {

DataDraft draftOf(const char *data, const QStringList &certifiedPaths = {})
{
    keyban::Passport passport;
    passport.id = u"a"_s;
    passport.data = json::parse(QByteArray(data)).value();
    passport.certifiedPaths = certifiedPaths;
    return DataDraft(passport);
}

QByteArray written(const DataDraft &draft)
{
    return json::write(draft.data());
}

QStringList pathsOf(const DataDraft &draft)
{
    QStringList paths;
    for (const DataField &field : draft.fields())
        paths << field.path;
    return paths;
}

DataField fieldOf(const DataDraft &draft, const QString &path)
{
    for (const DataField &field : draft.fields()) {
        if (field.path == path)
            return field;
    }
    return {};
}

constexpr auto sample = R"({"gtin":"0001","weight":{"value":1.50,"unit":"kg"},"care":["dry"],"ok":true,"none":null})";

} // namespace

class TestDataDraft : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nestedFieldsHaveDottedPaths();
    void keysThatNoPathCanNameStayJson();
    void textKeepsItsKind_data();
    void textKeepsItsKind();
    void whatIsNoNumberIsKeptAndNotSent();
    void typingBackIsNoChange();
    void kindsChangeOnlyWhenAsked_data();
    void kindsChangeOnlyWhenAsked();
    void addsOnlyWhereThereIsRoom_data();
    void addsOnlyWhereThereIsRoom();
    void removingAndRestoringIsNoChange();
    void certifiedPathsFollowTheSeal();
    void certifiedThroughAParent();
    void namesCertifiedPathsThatAreNotThere();
    void jsonErrorsAreKeptWithTheirPlace_data();
    void jsonErrorsAreKeptWithTheirPlace();
    void theJsonTabAndTheFormAreOneDraft();
    void numbersSurviveUntouched();
};

void TestDataDraft::nestedFieldsHaveDottedPaths()
{
    const DataDraft draft = draftOf(sample);

    QCOMPARE(pathsOf(draft),
             (QStringList{u"gtin"_s, u"weight.value"_s, u"weight.unit"_s, u"care"_s, u"ok"_s, u"none"_s}));
    QCOMPARE(fieldOf(draft, u"care"_s).kind, FieldKind::Json);
    QCOMPARE(fieldOf(draft, u"none"_s).kind, FieldKind::Empty);
    QCOMPARE(fieldOf(draft, u"weight.value"_s).text, u"1.50"_s);
}

void TestDataDraft::keysThatNoPathCanNameStayJson()
{
    const DataDraft odd = draftOf(R"({"plain":1,"odd":{"a.b":1}})");
    const DataDraft root = draftOf(R"({"a.b":1})");

    QCOMPARE(pathsOf(odd), (QStringList{u"plain"_s, u"odd"_s}));
    QCOMPARE(fieldOf(odd, u"odd"_s).kind, FieldKind::Json);
    QCOMPARE(pathsOf(root), QStringList{QString()});
}

void TestDataDraft::textKeepsItsKind_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("digits in a text stay text") << u"gtin"_s << u"42"_s << QByteArray(R"("42")");
    QTest::newRow("number text is kept") << u"weight.value"_s << u"2.0e+3"_s << QByteArray("2.0e+3");
    QTest::newRow("true or false") << u"ok"_s << u"false"_s << QByteArray("false");
    QTest::newRow("a list") << u"care"_s << u"[1, 2]"_s << QByteArray("[1,2]");
}

void TestDataDraft::textKeepsItsKind()
{
    QFETCH(QString, path);
    QFETCH(QString, text);
    QFETCH(QByteArray, json);
    DataDraft draft = draftOf(sample);

    QCOMPARE(draft.setText(path, text), FieldProblem::None);

    QCOMPARE(chancery::json::write(draft.data().at(path)), json);
    QVERIFY(draft.isChanged());
}

void TestDataDraft::whatIsNoNumberIsKeptAndNotSent()
{
    DataDraft draft = draftOf(sample);

    QCOMPARE(draft.setText(u"weight.value"_s, u"1,5"_s), FieldProblem::NotANumber);

    QVERIFY(!draft.isValid());
    QCOMPARE(fieldOf(draft, u"weight.value"_s).text, u"1,5"_s);
    QCOMPARE(written(draft), QByteArray(sample));
    QCOMPARE(draft.setText(u"weight.value"_s, u"1.5"_s), FieldProblem::None);
    QVERIFY(draft.isValid());
}

void TestDataDraft::typingBackIsNoChange()
{
    DataDraft draft = draftOf(sample);
    draft.setText(u"gtin"_s, u"0002"_s);
    QVERIFY(draft.isChanged());

    draft.setText(u"gtin"_s, u"0001"_s);

    QVERIFY(!draft.isChanged());
}

void TestDataDraft::kindsChangeOnlyWhenAsked_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<FieldKind>("kind");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("text to number") << u"gtin"_s << FieldKind::Number << QByteArray("0");
    QTest::newRow("number to text") << u"weight.value"_s << FieldKind::Text << QByteArray(R"("1.50")");
    QTest::newRow("truth to text") << u"ok"_s << FieldKind::Text << QByteArray(R"("true")");
    QTest::newRow("text to null") << u"gtin"_s << FieldKind::Empty << QByteArray("null");
    QTest::newRow("null to text") << u"none"_s << FieldKind::Text << QByteArray(R"("")");
    QTest::newRow("null to a list") << u"none"_s << FieldKind::Json << QByteArray("[]");
    QTest::newRow("number to a list") << u"weight.value"_s << FieldKind::Json << QByteArray("[1.50]");
}

void TestDataDraft::kindsChangeOnlyWhenAsked()
{
    QFETCH(QString, path);
    QFETCH(FieldKind, kind);
    QFETCH(QByteArray, json);
    DataDraft draft = draftOf(sample);

    draft.setKind(path, kind);

    QCOMPARE(fieldOf(draft, path).kind, kind);
    QCOMPARE(chancery::json::write(draft.data().at(path)), json);
}

void TestDataDraft::addsOnlyWhereThereIsRoom_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<FieldProblem>("problem");
    QTest::newRow("new") << u"colour"_s << FieldProblem::None;
    QTest::newRow("nested in an object") << u"weight.gross"_s << FieldProblem::None;
    QTest::newRow("nested in nothing yet") << u"a.b.c"_s << FieldProblem::None;
    QTest::newRow("there") << u"gtin"_s << FieldProblem::NameIsUsed;
    QTest::newRow("an object") << u"weight"_s << FieldProblem::NameIsUsed;
    QTest::newRow("below a value") << u"gtin.check"_s << FieldProblem::NameIsUsed;
    QTest::newRow("empty") << u""_s << FieldProblem::NoName;
    QTest::newRow("an empty part") << u"a..b"_s << FieldProblem::NoName;
}

void TestDataDraft::addsOnlyWhereThereIsRoom()
{
    QFETCH(QString, path);
    QFETCH(FieldProblem, problem);
    DataDraft draft = draftOf(sample);

    QCOMPARE(draft.add(path, FieldKind::Text), problem);

    QCOMPARE(draft.isChanged(), problem == FieldProblem::None);
    QCOMPARE(pathsOf(draft).contains(path), problem == FieldProblem::None || path == u"gtin");
}

void TestDataDraft::removingAndRestoringIsNoChange()
{
    DataDraft draft = draftOf(R"({"gtin":"1"})", {u"gtin"_s});
    draft.remove(u"gtin"_s);
    QCOMPARE(draft.patch().certifiedPaths, QStringList());
    QVERIFY(draft.fields().isEmpty());

    draft.restore(u"gtin"_s);

    QVERIFY(!draft.isChanged());
}

void TestDataDraft::certifiedPathsFollowTheSeal()
{
    DataDraft draft = draftOf(sample, {u"gtin"_s, u"ok"_s});
    draft.setCertified(u"weight.unit"_s, true);
    QCOMPARE(draft.patch().certifiedPaths, (QStringList{u"gtin"_s, u"ok"_s, u"weight.unit"_s}));
    QVERIFY(!draft.patch().data);

    draft.setCertified(u"weight.unit"_s, false);
    draft.setCertified(u"gtin"_s, false);
    draft.setCertified(u"gtin"_s, true);

    QVERIFY(!draft.isChanged());
}

void TestDataDraft::certifiedThroughAParent()
{
    const DataDraft draft = draftOf(sample, {u"weight"_s});

    QCOMPARE(fieldOf(draft, u"weight.unit"_s).certifiedThrough, u"weight"_s);
    QVERIFY(fieldOf(draft, u"gtin"_s).certifiedThrough.isEmpty());
}

void TestDataDraft::namesCertifiedPathsThatAreNotThere()
{
    const DataDraft draft = draftOf(sample, {u"gtin"_s, u"gone.away"_s});

    QCOMPARE(draft.danglingPaths(), QStringList{u"gone.away"_s});
}

void TestDataDraft::jsonErrorsAreKeptWithTheirPlace_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("position");
    QTest::newRow("a comma too many") << u"{\"a\":1,}"_s << 7;
    QTest::newRow("behind two-byte letters") << u"{\"é\":\"öö\" x}"_s << 10;
    QTest::newRow("cut short") << u"{\"a\":"_s << 5;
    QTest::newRow("a list is no data") << u"[1]"_s << 0;
}

void TestDataDraft::jsonErrorsAreKeptWithTheirPlace()
{
    QFETCH(QString, text);
    QFETCH(int, position);
    DataDraft draft = draftOf(sample);

    QCOMPARE(draft.setDataText(text), FieldProblem::NotJson);

    QCOMPARE(draft.errorPosition(), position);
    QCOMPARE(draft.dataText(), text);
    QVERIFY(!draft.isValid());
    QVERIFY(draft.patch().isEmpty());
}

void TestDataDraft::theJsonTabAndTheFormAreOneDraft()
{
    DataDraft draft = draftOf(sample);

    QCOMPARE(draft.setDataText(u"{\"colour\":\"dark\"}"_s), FieldProblem::None);
    draft.setText(u"colour"_s, u"pale"_s);

    QCOMPARE(draft.dataText(), u"{\n  \"colour\": \"pale\"\n}"_s);
}

void TestDataDraft::numbersSurviveUntouched()
{
    DataDraft draft = draftOf(R"({"a":1.0,"b":1E+2,"c":123456789012345678901234567890,"d":"x"})");

    draft.setText(u"d"_s, u"y"_s);

    QCOMPARE(written(draft), QByteArray(R"({"a":1.0,"b":1E+2,"c":123456789012345678901234567890,"d":"y"})"));
}

QTEST_GUILESS_MAIN(TestDataDraft)
#include "tst_datadraft.moc"
