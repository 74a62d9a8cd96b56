// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/instructions/instructionspanel.h"

#include "core/keystone/calls.h"
#include "instructiondeskbench.h"
#include "ui/widgets/banner.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QSignalSpy>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

class TestInstructionsPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { (new Theme(*qApp))->setMotion(Motion::None); }

    void instructionsAreListedWithTheLatestFirst();
    void aStatusNarrowsTheList();
    void anUnknownStatusIsShownAsItCame();
    void aMatchedOneShowsBothSidesAndLeadsToItsSettlement();
    void aPendingOneIsFollowedUntilItIsMatched();
    void cancellingAsksFirst();
    void aConflictOnCancellingIsTold();
    void theReferenceIsCopied();
    void aLostAnswerOfAnEarlierDayIsLookedFor();
    void aReadOnlyConnectionOffersNothing();
    void aFailureSaysWhatToDo();

private:
    bool isListed(const InstructionsPanel &panel) { return rowsOf(panel, "instructionsTable")->rowCount() > 0; }
    void narrow(InstructionsPanel &panel, const QString &status)
    {
        auto *filter = panel.findChild<QComboBox *>(u"instructionsFilter"_s);
        filter->setCurrentIndex(filter->findData(status));
    }
};

void TestInstructionsPanel::instructionsAreListedWithTheLatestFirst()
{
    InstructionDeskBench bench;
    InstructionsPanel panel(bench.desk());
    const QAbstractItemModelTester tester(rowsOf(panel, "instructionsTable"));

    panel.show();

    QTRY_COMPARE(rowsOf(panel, "instructionsTable")->rowCount(), 40);
    QCOMPARE(textOf(panel, "instructionsSummary"), u"40 instructions"_s);
    const auto page = bench.held();
    const auto latest = std::max_element(page.rows.begin(), page.rows.end(),
                                         [](const auto &a, const auto &b) { return a.createdAt < b.createdAt; });
    QCOMPARE(textOf(panel, "instructionReference"), latest->tradeReference);
}

void TestInstructionsPanel::aStatusNarrowsTheList()
{
    InstructionDeskBench bench;
    InstructionsPanel panel(bench.desk());
    panel.show();
    QTRY_VERIFY(isListed(panel));

    narrow(panel, u"expired"_s);

    QTRY_COMPARE(rowsOf(panel, "instructionsTable")->rowCount(), int(bench.held(u"expired"_s).total));
    QVERIFY(!shown(panel, "cancelInstruction"));
}

void TestInstructionsPanel::anUnknownStatusIsShownAsItCame()
{
    const auto instruction =
        keystone::decodeInstruction(json::parse(R"({"id":"a","trade_reference":"TR-1","status":"on_ice"})").value())
            .value();

    QCOMPARE(toneOfInstruction(instruction.status), Tone::Unknown);
    QCOMPARE(toneOfInstruction(u"matched"_s), Tone::Good);
}

void TestInstructionsPanel::aMatchedOneShowsBothSidesAndLeadsToItsSettlement()
{
    InstructionDeskBench bench;
    InstructionsPanel panel(bench.desk());
    QSignalSpy wanted(&panel, &InstructionsPanel::settlementWanted);
    panel.show();
    QTRY_VERIFY(isListed(panel));

    narrow(panel, u"matched"_s);
    QTRY_VERIFY(shown(panel, "otherSide"));
    CLICK(panel, "openSettlement");

    const QString id = wanted.first().first().toString();
    QVERIFY(valueOf(bench.client().readSettlement(id)).id == id);
    QVERIFY(!shown(panel, "cancelInstruction"));
}

void TestInstructionsPanel::aPendingOneIsFollowedUntilItIsMatched()
{
    InstructionDeskBench bench;
    InstructionsPanel panel(bench.desk());
    panel.show();
    QTRY_VERIFY(isListed(panel));
    narrow(panel, u"pending_match"_s);
    QTRY_VERIFY(shown(panel, "cancelInstruction"));
    const QString reference = textOf(panel, "instructionReference");
    const auto page = bench.held(u"pending_match"_s);
    const auto chosen = std::find_if(page.rows.begin(), page.rows.end(),
                                     [&](const auto &one) { return one.tradeReference == reference; });

    bench.sandbox.post(u"keystone"_s, "{\"counterpart\":\"" + chosen->id.toLatin1() + "\"}");

    QTRY_VERIFY_WITH_TIMEOUT(shown(panel, "openSettlement"), 15'000);
    QCOMPARE(textOf(panel, "instructionReference"), reference);
}

void TestInstructionsPanel::cancellingAsksFirst()
{
    InstructionDeskBench bench;
    InstructionsPanel panel(bench.desk());
    panel.show();
    QTRY_VERIFY(isListed(panel));
    narrow(panel, u"pending_match"_s);
    QTRY_VERIFY(canClick(panel, "cancelInstruction"));
    const qint64 pending = bench.held(u"pending_match"_s).total;

    CLICK(panel, "cancelInstruction");
    CLICK(panel, "cancelKeep");
    QCOMPARE(bench.held(u"pending_match"_s).total, pending);
    CLICK(panel, "cancelInstruction");
    CLICK(panel, "cancelConfirm");

    QTRY_COMPARE(bench.held(u"pending_match"_s).total, pending - 1);
    QTRY_COMPARE(valueOf(bench.ledger.auditEntries({})).size(), 2);
    QTRY_VERIFY(!shown(panel, "cancelInstruction"));
}

void TestInstructionsPanel::aConflictOnCancellingIsTold()
{
    InstructionDeskBench bench;
    InstructionsPanel panel(bench.desk());
    panel.show();
    QTRY_VERIFY(isListed(panel));
    narrow(panel, u"pending_match"_s);
    QTRY_VERIFY(canClick(panel, "cancelInstruction"));
    const QString reference = textOf(panel, "instructionReference");
    CLICK(panel, "cancelInstruction");
    for (const keystone::Instruction &one : bench.held(u"pending_match"_s).rows)
        if (one.tradeReference == reference)
            bench.sandbox.post(u"keystone"_s, "{\"counterpart\":\"" + one.id.toLatin1() + "\"}");

    CLICK(panel, "cancelConfirm");

    QTRY_VERIFY(shown<Banner>(panel, "instructionsBanner"));
    QVERIFY(shown<Banner>(panel, "instructionsBanner")->content().headline.contains(u"matched"_s));
    QVERIFY(shown(panel, "openSettlement"));
}

void TestInstructionsPanel::theReferenceIsCopied()
{
    InstructionDeskBench bench;
    InstructionsPanel panel(bench.desk());
    panel.show();
    QTRY_VERIFY(isListed(panel));

    CLICK(panel, "copyReference");

    QCOMPARE(QGuiApplication::clipboard()->text(), textOf(panel, "instructionReference"));
}

void TestInstructionsPanel::aLostAnswerOfAnEarlierDayIsLookedFor()
{
    InstructionDeskBench bench;
    const keystone::InstructionDraft draft{
        .tradeReference = u"TR-arrived"_s,
        .templateSlug = u"cross_platform_dvp"_s,
        .role = u"seller"_s,
        .party = {.externalReference = u"FUND-A"_s, .walletAddress = u"0xa1"_s},
        .legs = {{.instrumentId = u"BOND-1"_s, .quantity = u"100"_s, .direction = u"deliver"_s}},
        .timeoutAt = QDateTime::currentDateTimeUtc().addDays(2),
        .idempotencyKey = u"test-key-2"_s};
    const auto there = valueOf(bench.client().submitInstruction(
        draft, Confirmation::afterReview(keystone::calls::submitInstruction, draft.idempotencyKey)));
    const auto intend = [&](const QString &key, const QString &reference) {
        const InstructionIntent intent{.key = {u"sandbox"_s, bench.sandbox.keystoneClientId(), key},
                                       .digest = "0123456789abcdef0123456789abcdef",
                                       .tradeReference = reference,
                                       .templateSlug = there.templateSlug,
                                       .role = there.role,
                                       .author = bench.desk().officer.author};
        QCOMPARE(valueOf(bench.ledger.intendInstruction(intent)).bar, InstructionBar::None);
        QVERIFY(awaited(bench.ledger.settleInstruction(intent.key, {.why = u"answerLost"_s})));
    };
    intend(u"test-key-1"_s, u"TR-never-there"_s);
    InstructionsPanel panel(bench.desk());
    panel.show();
    const auto *notice = panel.findChild<Banner *>(u"lostNotice"_s);

    QTRY_VERIFY(notice->isVisible());
    QVERIFY(notice->content().headline.startsWith(u"The answer to the instruction TR-never-there as "));
    panel.refresh();
    QTRY_VERIFY(isListed(panel));
    QVERIFY(notice->isVisible()); // a listing does not take it away

    intend(u"test-key-2"_s, there.tradeReference);
    panel.refresh();

    QTRY_VERIFY(
        notice->content().remedy.contains(u"The instruction %1 as %2 arrived"_s.arg(there.tradeReference, there.role)));
    QVERIFY(notice->content().remedy.contains(u"TR-never-there"_s));
}

void TestInstructionsPanel::aReadOnlyConnectionOffersNothing()
{
    InstructionDeskBench bench(GuardLevel::ReadOnly);
    InstructionsPanel panel(bench.desk());
    panel.show();
    QTRY_VERIFY(isListed(panel));
    narrow(panel, u"pending_match"_s);

    QTRY_VERIFY(shown(panel, "cancelInstruction"));
    for (const char *name : {"cancelInstruction", "newInstruction", "submitFile"}) {
        QVERIFY(!canClick(panel, name));
        QVERIFY(!shown(panel, name)->toolTip().isEmpty());
    }
}

void TestInstructionsPanel::aFailureSaysWhatToDo()
{
    InstructionDeskBench bench;
    bench.sandbox.setFaults(R"([{"path":"*/v1/instructions","effect":"status","status":403}])");
    InstructionsPanel panel(bench.desk());

    panel.show();

    QTRY_VERIFY(shown<Banner>(panel, "instructionsBanner"));
    QVERIFY(!shown<Banner>(panel, "instructionsBanner")->content().remedy.isEmpty());
}

QTEST_MAIN(TestInstructionsPanel)

#include "tst_instructionspanel.moc"
