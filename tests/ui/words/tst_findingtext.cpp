// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/fieldprofile.h"
#include "ui/words/findinggrouptext.h"

#include <QSet>
#include <QTest>

using namespace chancery;
using namespace chancery::catalogue;
using namespace Qt::StringLiterals;

namespace {

bool isWholeSentence(const QString &words)
{
    return words.size() > 10 && words.front() == words.front().toUpper() && words.endsWith(u'.') &&
           !words.contains(u"%"_s) && !words.contains(u"  "_s);
}

} // namespace

class TestFindingText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFindingHasItsOwnSentenceAndARemedy()
    {
        auto rule = std::make_shared<FieldRule>();
        rule->target = {Target::Kind::Data, u"weight"_s};
        rule->title = u"Weight"_s;
        rule->type = FieldType::Number;
        rule->minimum = 0;
        rule->unit = u"kg"_s;
        rule->maxLength = 5;
        rule->allowed = {u"1"_s, u"2"_s};
        QSet<QString> seen;
        for (int code = 0; code < findingCodeCount; ++code) {
            Finding finding{7, 1, u"sku"_s, Severity::Error, FindingCode(code), u"12"_s};
            finding.firstLine = 2;
            if (code >= int(FindingCode::FieldMissing))
                finding.rule = rule;

            const FindingText text = describe(finding);

            QVERIFY2(isWholeSentence(text.message), qPrintable(text.message));
            QVERIFY2(isWholeSentence(text.remedy), qPrintable(text.remedy));
            QVERIFY2(!seen.contains(text.message), qPrintable(text.message));
            seen.insert(text.message);
        }
    }

    void aDuplicateNamesItsKeyAndTheFirstLine()
    {
        Finding finding{1002, 0, u"sku"_s, Severity::Error, FindingCode::DuplicateKey, u"WAL-7"_s};
        finding.firstLine = 31;

        const QString message = describe(finding).message;

        QVERIFY(message.contains(u"WAL-7"_s));
        QVERIFY(message.contains(u"31"_s));
    }

    void aGroupNamesItsLinesAndThatTheValuesDiffer()
    {
        FindingGroup group;
        group.first = {3, 0, u"gtin"_s, Severity::Warning, FindingCode::GtinLength, u"12"_s};
        group.rows = 16;
        group.ranges = {{3, 17}, {40, 40}};
        const QString same = describe(group).message;
        group.isOneValue = false;
        group.hasMoreRanges = true;

        QCOMPARE(same, describe(group.first).message);
        QVERIFY(describe(group).message.contains(u"in 15 more"_s));
        QCOMPARE(linesText(group), u"3–17, 40, …"_s);
    }

    void everyMappingProblemNamesItsColumns()
    {
        const Mapping mapping = autoMap({u"first"_s, u"second"_s});
        for (int kind = 0; kind <= int(MappingProblem::Kind::SameHeader); ++kind) {
            const MappingProblem problem{MappingProblem::Kind(kind), {0, 1}, Target{Target::Kind::ModelNumber, {}}};

            const FindingText text = describe(problem, mapping);

            QVERIFY2(isWholeSentence(text.message), qPrintable(text.message));
            QVERIFY2(isWholeSentence(text.remedy), qPrintable(text.remedy));
            if (problem.kind != MappingProblem::Kind::KeyMissing)
                QVERIFY2(text.message.contains(u"second"_s), qPrintable(text.message));
        }
    }
};

QTEST_GUILESS_MAIN(TestFindingText)
#include "tst_findingtext.moc"
