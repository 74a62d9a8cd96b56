// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cataloguefolder.h"

#include "core/catalogue/check.h"
#include "core/catalogue/fieldprofile.h"

#include <QTest>

using namespace chancery;
using namespace chancery::catalogue;
using namespace chancery::catalogue::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray profileOf(const QByteArray &fields, const QByteArray &raise = "[]")
{
    return R"({"schema":"chancery-field-profile/1","id":"own","title":"Own","raise":)" + raise + R"(,"fields":[)" +
           fields + "]}";
}

} // namespace

class TestFieldProfile : public QObject
{
    Q_OBJECT

private:
    CatalogueFolder m_folder;

    /// The findings of the rows `A,<cell>` under a profile of one field.
    QStringList findings(const QByteArray &field, const QList<QByteArray> &cells, const QByteArray &raise = "[]")
    {
        QByteArray content = "sku,data.x\n";
        for (int i = 0; i < cells.size(); ++i)
            content += "A" + QByteArray::number(i) + ",\"" + cells[i] + "\"\n";
        ImportSpec spec = specFor(m_folder.write(content));
        spec.mapping.columns[1].target = {Target::Kind::Data, u"x"_s};
        spec.fieldProfile = m_folder.write(profileOf(field, raise), u"own.json"_s);
        const auto report = check(spec);
        if (!report)
            return {report.error().detail};
        QStringList shown;
        for (const Finding &finding : report->findings)
            shown << u"%1 %2 %3"_s.arg(finding.line).arg(wireName(finding.code), wireName(finding.severity));
        return shown;
    }

private Q_SLOTS:
    void theBuiltInProfilesAreReadable()
    {
        const auto profiles = builtInFieldProfiles();

        QCOMPARE(profiles.size(), 2);
        for (const auto &profile : profiles) {
            QVERIFY(!profile->rules.isEmpty());
            for (const auto &rule : profile->rules) {
                QVERIFY2(!rule->article.isEmpty(), qPrintable(toText(rule->target)));
                const QString pattern = rule->pattern.pattern();
                QVERIFY2(pattern.isEmpty() || rule->pattern.match(rule->example).hasMatch(), qPrintable(pattern));
            }
        }
    }

    void aRowIsHeldAgainstEachPartOfARule_data()
    {
        QTest::addColumn<QByteArray>("rule");
        QTest::addColumn<QByteArray>("good");
        QTest::addColumn<QByteArray>("bad");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *name, const char *rule, const char *good, const char *bad,
                            const QString &code) {
            QTest::newRow(name) << QByteArray(rule) << QByteArray(good) << QByteArray(bad) << code;
        };
        row("required", R"("need":"required")", "x", "  ", u"fieldMissing"_s);
        row("not applicable", R"("need":"notApplicable")", "", "x", u"fieldNotApplicable"_s);
        row("integer", R"("need":"optional","type":"integer")", "-12", "1.5", u"fieldWrongType"_s);
        row("number", R"("need":"optional","type":"number")", "1.50", "1,5", u"fieldWrongType"_s);
        row("number with a unit", R"("need":"optional","type":"number")", "12", "12 kg", u"fieldWrongType"_s);
        row("boolean", R"("need":"optional","type":"boolean")", "true", "yes", u"fieldWrongType"_s);
        row("date", R"("need":"optional","type":"date")", "2028-02-29", "2027-02-29", u"fieldWrongType"_s);
        row("url", R"("need":"optional","type":"url")", "https://a.example/b", "a.example", u"fieldWrongType"_s);
        row("gtin", R"("need":"optional","type":"gtin")", "4006381333931", "4006381333932", u"fieldWrongType"_s);
        row("minimum", R"("need":"optional","type":"number","minimum":0)", "0", "-0.1", u"fieldOutOfRange"_s);
        row("maximum", R"("need":"optional","type":"number","maximum":100)", "100", "100.5", u"fieldOutOfRange"_s);
        row("allowed", R"("need":"undecided","allowed":["EV","LMT"])", "EV", "ev", u"fieldNotAllowed"_s);
        row("pattern", R"("need":"optional","pattern":"[a-z]+")", "abc", "abc1", u"fieldWrongPattern"_s);
        row("length", R"("need":"optional","maxLength":3)", "äöü", "abcd", u"fieldTooLong"_s);
    }

    void aRowIsHeldAgainstEachPartOfARule()
    {
        QFETCH(QByteArray, rule);
        QFETCH(QByteArray, good);
        QFETCH(QByteArray, bad);
        QFETCH(QString, code);

        QCOMPARE(findings(R"({"path":"data.x",)" + rule + "}", {good, bad}), QStringList{u"3 %1 warning"_s.arg(code)});
    }

    void undecidedAndOptionalFieldsMayBeEmpty()
    {
        QVERIFY(findings(R"({"path":"data.x","need":"undecided","type":"number"})", {""}).isEmpty());
        QVERIFY(findings(R"({"path":"data.x","need":"optional","allowed":["a"]})", {""}).isEmpty());
    }

    void theProfileRaisesWhereItSaysSo()
    {
        const QByteArray rule = R"({"path":"data.x","need":"required","type":"number")";

        QCOMPARE(findings(rule + R"(,"severity":"error"})", {"x"}), QStringList{u"2 fieldWrongType error"_s});
        QCOMPARE(findings(rule + "}", {"x", ""}, R"(["fieldWrongType"])"),
                 QStringList({u"2 fieldWrongType error"_s, u"3 fieldMissing warning"_s}));
    }

    void rulesHoldForTheirLevelsOnly()
    {
        QVERIFY(findings(R"({"path":"data.x","need":"required","levels":["item"]})", {""}).isEmpty());
        QCOMPARE(findings(R"({"path":"data.x","need":"required","levels":["batch","model"]})", {""}).size(), 1);
    }

    void aRequiredFieldWithoutAColumnIsSaidOnceOrLeavesTheRowsOut()
    {
        QCOMPARE(findings(R"({"path":"data.other","need":"required"})", {"a", "b"}),
                 QStringList{u"1 fieldMissing warning"_s});
        QCOMPARE(findings(R"({"path":"data.other","need":"required","severity":"error"})", {"a", "b"}),
                 QStringList({u"2 fieldMissing error"_s, u"3 fieldMissing error"_s}));
        QVERIFY(findings(R"({"path":"data.other","need":"required","levels":["item"]})", {"a", "b"}).isEmpty());
    }

    void typingMistakesInAProfileAreRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("no JSON") << QByteArray("{");
        QTest::newRow("another schema") << QByteArray(R"({"schema":"x","id":"a","title":"a","fields":[]})");
        QTest::newRow("no fields") << QByteArray(R"({"schema":"chancery-field-profile/1","id":"a","title":"a"})");
        QTest::newRow("unknown member") << profileOf(R"({"path":"data.x","need":"required","patern":"a"})");
        QTest::newRow("no need") << profileOf(R"({"path":"data.x"})");
        QTest::newRow("unknown need") << profileOf(R"({"path":"data.x","need":"maybe"})");
        QTest::newRow("no field") << profileOf(R"({"path":"x","need":"required"})");
        QTest::newRow("ignored") << profileOf(R"({"path":"-","need":"required"})");
        QTest::newRow("level") << profileOf(R"({"path":"data.x","need":"required","levels":["unit"]})");
        QTest::newRow("pattern") << profileOf(R"({"path":"data.x","need":"required","pattern":"*"})");
        QTest::newRow("minimum as text") << profileOf(R"({"path":"data.x","need":"required","minimum":"0"})");
        QTest::newRow("raises nothing known") << profileOf(R"({"path":"data.x","need":"required"})", R"(["typo"])");
    }

    void typingMistakesInAProfileAreRefused()
    {
        QFETCH(QByteArray, json);

        const auto profile = parseFieldProfile(json, u"own"_s);

        QVERIFY(!profile);
        QCOMPARE(profile.error().cause, Cause::FieldProfileUnusable);
        QVERIFY(!profile.error().detail.isEmpty());
    }

    void anUnknownProfileStopsTheCheck()
    {
        ImportSpec spec = specFor(m_folder.write("sku\nA\n"));
        spec.fieldProfile = u"no-such"_s;

        QCOMPARE(check(spec).error().cause, Cause::FieldProfileUnknown);
    }

    void theReportTellsWhichProfileItRestsOn()
    {
        ImportSpec spec = specFor(m_folder.write("sku\nA\n"));
        const QByteArray without = check(spec)->fieldProfileSha256;
        spec.fieldProfile = u"eu-battery"_s;

        QVERIFY(without.isEmpty());
        QCOMPARE(check(spec)->fieldProfileSha256, (*fieldProfile(u"eu-battery"_s))->sha256);
    }
};

QTEST_GUILESS_MAIN(TestFieldProfile)
#include "tst_fieldprofile.moc"
