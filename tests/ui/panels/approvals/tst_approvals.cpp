// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/runs/gatebench.h"
#include "ui/dialogs/approvals/gatekeeper.h"
#include "ui/panels/approvals/approvalssection.h"
#include "ui/widgets/countdownring.h"
#include "ui/widgets/statepill.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

namespace {

const Author asker{u"first"_s, u"p-1"_s, u"Desk"_s};

GatedPlan mintPlan(qint64 points = 600)
{
    return {.action = GatedAction::Mint,
            .size = points,
            .service = u"https://api.test"_s,
            .amount = QString::number(points),
            .recipient = u"account-1"_s,
            .resource = u"points"_s,
            .content = {}};
}

/// The controls on show without a name for assistive technology.
QStringList unnamedControls(const QWidget &root)
{
    QStringList unnamed;
    const auto widgets = root.findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        const bool isControl = qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QComboBox *>(widget);
        const bool isNamed = !widget->accessibleName().isEmpty() || !widget->property("text").toString().isEmpty();
        if (isControl && widget->isVisible() && !isNamed)
            unnamed << widget->objectName();
    }
    return unnamed;
}

ApprovalGrant yesOf(const QString &user, int seconds = 60)
{
    return {.approver = user, .tokenId = {}, .validUntil = QDateTime::currentDateTimeUtc().addSecs(seconds)};
}

} // namespace

/// Asking for another person's yes, and answering, by what is on the screen.
class TestApprovals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void belowTheRuleNothingIsAsked();
    void aSecondLookIsEnough();
    void anotherDeskApproves();
    void aDenialIsSaidAndCanBeAskedAgain();
    void whoClosesTheDialogWithdraws();
    void aYesThatWasNotUsedIsOffered();
    void aQuestionThatWaitsIsWaitedFor();
    void whatServesNobodyIsNotOffered_data();
    void whatServesNobodyIsNotOffered();
    void withoutAnybodyToAskItSaysSo();
    void whatIsNotApprovedIsNotCarriedOut();
    void whatIsApprovedIsCarriedOutOnce();
    void theListOffersWhatMayBeDone();
    void whoSitsAtAnotherDeskAnswers_data();
    void whoSitsAtAnotherDeskAnswers();
    void oneselfMayOnlyWithdraw();
    void everyControlIsNamed();

private:
    void keep(const GatePolicy &policy, bool hasPhone = false);
    GateDesk deskOf(const QString &user) const;
    QDialog *dialog(const QString &name) { return m_window->findChild<QDialog *>(name); }
    static void clickIn(QWidget *parent, const QString &name);
    static QString textIn(QWidget *parent, const QString &name);
    QList<ApprovalRecord> records() { return valueOf(m_ledger->approvals({})); }
    QString askAtDesk(const QString &user, const GatedPlan &plan = mintPlan());
    void openList(const QString &user);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Ledger> m_ledger;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<Gatekeeper> m_keeper;
    std::unique_ptr<ApprovalsSection> m_list;
    Profile m_profile;
};

void TestApprovals::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_ledger = std::make_unique<Ledger>(m_folder->filePath(u"ledger.sqlite"_s));
    QVERIFY(awaited(m_ledger->open()));
    m_window = std::make_unique<QWidget>();
    m_window->resize(900, 600);
    m_window->show();
}

void TestApprovals::cleanup()
{
    m_list.reset();
    m_keeper.reset();
    m_window.reset();
    m_ledger.reset();
}

GateDesk TestApprovals::deskOf(const QString &user) const
{
    Author author = asker;
    author.user = user;
    return {.ledger = *m_ledger,
            .profile = m_profile,
            .author = author,
            .place = {.live = false, .profileName = u"Desk"_s, .network = {}}};
}

void TestApprovals::keep(const GatePolicy &policy, bool hasPhone)
{
    m_profile = makeProfile(u"Desk"_s);
    m_profile.gate = policy;
    if (hasPhone)
        m_profile.bkey = makeBkeyService();
    m_keeper = std::make_unique<Gatekeeper>(deskOf(asker.user));
}

void TestApprovals::clickIn(QWidget *parent, const QString &name)
{
    QVERIFY(parent);
    auto *button = parent->findChild<QAbstractButton *>(name);
    QVERIFY2(button && button->isVisible() && button->isEnabled(), qPrintable(name));
    button->click();
}

QString TestApprovals::textIn(QWidget *parent, const QString &name)
{
    const auto *label = parent ? parent->findChild<QLabel *>(name) : nullptr;
    return label && label->isVisible() ? label->text() : QString();
}

QString TestApprovals::askAtDesk(const QString &user, const GatedPlan &plan)
{
    Author author = asker;
    author.user = user;
    const ApprovalIntent intent = deskIntent(plan, u"Mint 600 points · plan 01 02 03 04"_s, author);
    if (valueOf(m_ledger->askApproval(intent)) != ApprovalBar::None)
        qFatal("not asked");
    return intent.id;
}

void TestApprovals::openList(const QString &user)
{
    m_profile = makeProfile(u"Desk"_s);
    m_list = std::make_unique<ApprovalsSection>(deskOf(user));
    m_list->resize(1000, 600);
    m_list->show();
}

void TestApprovals::belowTheRuleNothingIsAsked()
{
    keep(asks(GatedAction::Mint, 601, GateNeed::SecondPerson));
    QStringList told;

    m_keeper->pass(m_window.get(), mintPlan(600), [&told](const QString &id) { told << id; });

    QCOMPARE(told, QStringList{QString()});
    QVERIFY(!dialog(u"approvalDialog"_s));
}

void TestApprovals::aSecondLookIsEnough()
{
    keep(asks(GatedAction::Mint, 1, GateNeed::SecondLook));
    QStringList told;

    m_keeper->pass(m_window.get(), mintPlan(), [&told](const QString &id) { told << id; });
    QVERIFY(told.isEmpty());
    clickIn(dialog(u"serviceQuestion"_s), u"questionConfirm"_s);

    QCOMPARE(told, QStringList{QString()});
}

void TestApprovals::anotherDeskApproves()
{
    keep(asks(GatedAction::Mint, 1, GateNeed::SecondPerson));
    QStringList told;
    m_keeper->pass(m_window.get(), mintPlan(), [&told](const QString &id) { told << id; });
    QDialog *const asked = dialog(u"approvalDialog"_s);
    QVERIFY(asked);
    QCOMPARE(textIn(asked, u"planCode"_s).remove(u' '), mintPlan().shortCode());
    QVERIFY(textIn(asked, u"phoneMessage"_s).endsWith(textIn(asked, u"planCode"_s)));

    clickIn(asked, u"approvalAsk"_s);
    QTRY_COMPARE(records().size(), 1);
    QVERIFY(asked->findChild<CountdownRing *>()->isVisible());
    QVERIFY(told.isEmpty());
    const ApprovalGrant yes = yesOf(u"second"_s);
    QCOMPARE(valueOf(m_ledger->grantApproval(records().first().intent.id, yes)), ApprovalBar::None);

    QTRY_COMPARE(told, QStringList{records().first().intent.id});
    QTRY_VERIFY(!dialog(u"approvalDialog"_s));
    QCOMPARE(records().first().state, ApprovalState::Granted);
}

void TestApprovals::aDenialIsSaidAndCanBeAskedAgain()
{
    keep(asks(GatedAction::Mint, 1, GateNeed::SecondPerson));
    QStringList told;
    m_keeper->pass(m_window.get(), mintPlan(), [&told](const QString &id) { told << id; });
    QDialog *const asked = dialog(u"approvalDialog"_s);
    clickIn(asked, u"approvalAsk"_s);
    QTRY_COMPARE(records().size(), 1);
    QVERIFY(awaited(m_ledger->endApproval(records().first().intent.id, {ApprovalState::Denied, u"second"_s})));

    QTRY_VERIFY(textIn(asked, u"banner.headline"_s).contains(u"Refused"));
    QVERIFY(told.isEmpty());
    clickIn(asked, u"approvalAsk"_s);
    QTRY_COMPARE(records().size(), 2);
}

void TestApprovals::whoClosesTheDialogWithdraws()
{
    keep(asks(GatedAction::Mint, 1, GateNeed::SecondPerson));
    QStringList told;
    m_keeper->pass(m_window.get(), mintPlan(), [&told](const QString &id) { told << id; });
    QDialog *const asked = dialog(u"approvalDialog"_s);
    clickIn(asked, u"approvalAsk"_s);
    QTRY_COMPARE(records().size(), 1);

    asked->reject();

    QTRY_COMPARE(records().first().state, ApprovalState::Withdrawn);
    const ApprovalGrant late = yesOf(u"second"_s);
    QCOMPARE(valueOf(m_ledger->grantApproval(records().first().intent.id, late)), ApprovalBar::NotWaiting);
    QVERIFY(told.isEmpty());
}

void TestApprovals::aYesThatWasNotUsedIsOffered()
{
    keep(asks(GatedAction::Mint, 1, GateNeed::SecondPerson));
    const QString id = askAtDesk(asker.user);
    QCOMPARE(valueOf(m_ledger->grantApproval(id, yesOf(u"second"_s))), ApprovalBar::None);
    QStringList told;

    m_keeper->pass(m_window.get(), mintPlan(), [&told](const QString &yes) { told << yes; });

    QDialog *const asked = dialog(u"approvalDialog"_s);
    QTRY_VERIFY(textIn(asked, u"banner.headline"_s).contains(u"second has said yes"));
    QVERIFY(!asked->findChild<QComboBox *>(u"approvalWho"_s)->isEnabled());
    clickIn(asked, u"approvalAsk"_s);
    QCOMPARE(told, QStringList{id});
    QCOMPARE(records().size(), 1);
    QCOMPARE(records().first().state, ApprovalState::Granted);
}

void TestApprovals::aQuestionThatWaitsIsWaitedFor()
{
    keep(asks(GatedAction::Mint, 1, GateNeed::SecondPerson));
    const QString id = askAtDesk(asker.user);
    QStringList told;

    m_keeper->pass(m_window.get(), mintPlan(), [&told](const QString &yes) { told << yes; });
    QDialog *const asked = dialog(u"approvalDialog"_s);
    QTRY_VERIFY(asked->findChild<CountdownRing *>()->isVisible());
    QVERIFY(told.isEmpty());
    QCOMPARE(valueOf(m_ledger->grantApproval(id, yesOf(u"second"_s))), ApprovalBar::None);

    QTRY_COMPARE(told, QStringList{id});
    QCOMPARE(records().size(), 1);
}

void TestApprovals::whatServesNobodyIsNotOffered_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<qint64>("points");
    QTest::addColumn<int>("seconds");
    QTest::addColumn<GateNeed>("need");
    QTest::newRow("of another person") << u"eve"_s << qint64(600) << 60 << GateNeed::SecondPerson;
    QTest::newRow("of another plan") << asker.user << qint64(601) << 60 << GateNeed::SecondPerson;
    QTest::newRow("too old") << asker.user << qint64(600) << -1 << GateNeed::SecondPerson;
    QTest::newRow("at the desk, where a phone is asked for") << asker.user << qint64(600) << 60 << GateNeed::Phone;
}

void TestApprovals::whatServesNobodyIsNotOffered()
{
    QFETCH(const QString, user);
    QFETCH(const qint64, points);
    QFETCH(const int, seconds);
    QFETCH(const GateNeed, need);
    keep(asks(GatedAction::Mint, 1, need));
    const QString id = askAtDesk(user, mintPlan(points));
    QCOMPARE(valueOf(m_ledger->grantApproval(id, yesOf(u"second"_s, seconds))), ApprovalBar::None);

    m_keeper->pass(m_window.get(), mintPlan(), [](const QString &) {});

    static_cast<void>(records()); // what the dialog asked the ledger was answered before this
    QDialog *const asked = dialog(u"approvalDialog"_s);
    QVERIFY(!textIn(asked, u"banner.headline"_s).contains(u"has said yes"));
    QCOMPARE(asked->findChild<QComboBox *>(u"approvalWho"_s)->isEnabled(), true);
}

void TestApprovals::withoutAnybodyToAskItSaysSo()
{
    keep(asks(GatedAction::Mint, 1, GateNeed::Phone), true);

    m_keeper->pass(m_window.get(), mintPlan(), [](const QString &) {});

    QDialog *const asked = dialog(u"approvalDialog"_s);
    QVERIFY(!asked->findChild<QAbstractButton *>(u"approvalAsk"_s)->isEnabled());
    QVERIFY(textIn(asked, u"banner.headline"_s).contains(u"knows nobody"));
}

void TestApprovals::whatIsNotApprovedIsNotCarriedOut()
{
    keep(asks(GatedAction::DeactivateEnvironment, 1, GateNeed::SecondPerson));
    const GatedPlan plan{.action = GatedAction::DeactivateEnvironment,
                         .size = 1,
                         .service = u"https://api.test"_s,
                         .amount = {},
                         .recipient = {},
                         .resource = u"env-1"_s,
                         .content = {}};
    const auto refused = awaited(m_keeper->gate().pass(plan, {}, u"env-1"_s));

    QCOMPARE(refused.error().cause, Cause::ApprovalMissing);
    QCOMPARE(awaited(Gate{.ledger = nullptr, .policy = m_profile.gate}.pass(plan, {}, {})).error().cause,
             Cause::ApprovalMissing);
}

void TestApprovals::whatIsApprovedIsCarriedOutOnce()
{
    keep(asks(GatedAction::Mint, 1, GateNeed::SecondPerson));
    int done = 0;
    m_keeper->carryOut(
        m_window.get(), mintPlan(), [&done] { ++done; }, [](const Error &error) { QFAIL(qPrintable(error.subject)); });
    clickIn(dialog(u"approvalDialog"_s), u"approvalAsk"_s);
    QTRY_COMPARE(records().size(), 1);
    const ApprovalGrant yes = yesOf(u"second"_s);
    QCOMPARE(valueOf(m_ledger->grantApproval(records().first().intent.id, yes)), ApprovalBar::None);

    QTRY_COMPARE(done, 1);
    QCOMPARE(records().first().state, ApprovalState::Spent);
}

void TestApprovals::theListOffersWhatMayBeDone()
{
    openList(u"first"_s);
    QTRY_VERIFY(m_list->findChild<QWidget *>(u"approvalsEmpty"_s)->isVisible());
    QSignalSpy badge(m_list.get(), &Panel::badgeChanged);

    askAtDesk(u"second"_s);

    auto *const table = m_list->findChild<QAbstractItemView *>(u"approvalsTable"_s);
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QTRY_COMPARE(badge.last().first().toString(), u"1"_s);
    QCOMPARE(table->model()->index(0, 0).data().toString(), u"Waiting"_s);
    QVERIFY(textIn(m_list.get(), u"approvalMessage"_s).startsWith(u"Mint 600 points"));
}

void TestApprovals::whoSitsAtAnotherDeskAnswers_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<ApprovalState>("state");
    QTest::newRow("yes") << u"approvalApprove"_s << ApprovalState::Granted;
    QTest::newRow("no") << u"approvalDeny"_s << ApprovalState::Denied;
}

void TestApprovals::whoSitsAtAnotherDeskAnswers()
{
    QFETCH(const QString, button);
    QFETCH(const ApprovalState, state);
    askAtDesk(u"second"_s);
    openList(u"first"_s);
    auto *const answer = m_list->findChild<QAbstractButton *>(button);
    QTRY_VERIFY(answer->isVisible());

    answer->click();

    QTRY_COMPARE(records().first().state, state);
    QTRY_VERIFY(!answer->isVisible());
    if (state == ApprovalState::Granted)
        QCOMPARE(records().first().grant.approver, u"first"_s);
}

void TestApprovals::oneselfMayOnlyWithdraw()
{
    askAtDesk(u"first"_s);
    openList(u"first"_s);
    auto *const withdraw = m_list->findChild<QAbstractButton *>(u"approvalWithdraw"_s);
    QTRY_VERIFY(withdraw->isVisible());
    QVERIFY(!m_list->findChild<QAbstractButton *>(u"approvalApprove"_s)->isVisible());
    QVERIFY(!m_list->findChild<QAbstractButton *>(u"approvalDeny"_s)->isVisible());

    withdraw->click();

    QTRY_COMPARE(records().first().state, ApprovalState::Withdrawn);
    QTRY_VERIFY(!withdraw->isVisible());
}

void TestApprovals::everyControlIsNamed()
{
    askAtDesk(u"second"_s);
    openList(u"first"_s);
    QTRY_VERIFY(m_list->findChild<QAbstractButton *>(u"approvalApprove"_s)->isVisible());
    QCOMPARE(unnamedControls(*m_list), QStringList());
    keep(asks(GatedAction::Mint, 1, GateNeed::SecondPerson));
    m_keeper->pass(m_window.get(), mintPlan(), [](const QString &) {});
    QCOMPARE(unnamedControls(*dialog(u"approvalDialog"_s)), QStringList());
}

QTEST_MAIN(TestApprovals)
#include "tst_approvals.moc"
