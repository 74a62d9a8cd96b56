// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/panels/settlements/sectionbench.h"

#include "tests/support/testsecret.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QPlainTextEdit>

namespace chancery::test {

using namespace Qt::StringLiterals;

void SectionBench::begin()
{
    if (!m_theme) {
        m_theme = std::make_unique<Theme>(*qApp);
        m_theme->setMotion(Motion::None);
    }
    m_folder = std::make_unique<QTemporaryDir>();
    m_sandbox = std::make_unique<SandboxUnderTest>();
    QVERIFY(m_sandbox->isRunning());
    m_ledger = std::make_unique<Ledger>(m_folder->filePath(u"ledger.sqlite"_s));
    QVERIFY(awaited(m_ledger->open()).ok());
}

void SectionBench::end()
{
    m_section.reset();
    m_connection.reset();
    m_ledger.reset();
    m_sandbox.reset();
}

void SectionBench::add(const Arrivals &arrivals)
{
    const QString quantity = arrivals.quantity.isEmpty() ? QString() : u",\"quantity\":\"%1\""_s.arg(arrivals.quantity);
    m_sandbox->post(u"keystone"_s, u"{\"add\":{\"count\":%1,\"legs\":%2,\"flagged\":%3%4}}"_s.arg(arrivals.count)
                                       .arg(arrivals.legs)
                                       .arg(arrivals.areFlagged ? u"true"_s : u"false"_s, quantity)
                                       .toUtf8());
    m_sandbox->post(u"clock"_s, R"({"advanceSeconds":60})");
}

void SectionBench::build(const Desk &desk)
{
    m_section.reset();
    RetryPolicy quick = keystone::retryPolicy();
    quick.retries = 0;
    quick.base = std::chrono::milliseconds(1);
    quick.rateLimitDefault = std::chrono::milliseconds(1);
    const QString client = m_sandbox->keystoneClientId();
    m_connection = std::make_unique<SettlementConnection>(
        KeystoneService{m_sandbox->keystone(), m_sandbox->keystoneAuth(), client, {}}, desk.guard, quick);
    giveSecret();
    m_section = std::make_unique<SettlementsSection>(
        SettlementsSectionParts{.client = m_connection->client(),
                                .ledger = *m_ledger,
                                .officer = {.author = {desk.user, u"p-1"_s, u"Desk"_s},
                                            .service = u"sandbox"_s,
                                            .clientId = client,
                                            .eyes = desk.eyes},
                                .place = {.live = false, .profileName = u"Desk"_s, .network = {}},
                                .pace = m_pace,
                                .focusPace = {.first = std::chrono::milliseconds(1), .every = m_focusEvery},
                                .patience = m_patience},
        desk.scope);
    m_section->resize(1180, 760);
}

void SectionBench::show(int rows, const Desk &desk)
{
    build(desk);
    m_section->show();
    m_section->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_section.get()));
    m_section->setFocus();
    QTRY_COMPARE_WITH_TIMEOUT(table()->model()->rowCount(), rows, 20'000);
}

void SectionBench::changeDesk(const Desk &desk, int rows)
{
    show(rows, desk);
}

void SectionBench::giveSecret()
{
    m_connection->credential().setClient(m_sandbox->keystoneClientId(),
                                         Secret::fromUtf8(m_sandbox->keystoneClientSecret()));
}

QAbstractItemView *SectionBench::table()
{
    auto *queue = find<QAbstractItemView>(u"reviewQueue"_s);
    return queue ? queue : find<QAbstractItemView>(u"settlementsTable"_s);
}

QString SectionBench::idOf(int row)
{
    return table()->model()->index(row, 0).data(SettlementIdRole).toString();
}

void SectionBench::select(int row)
{
    table()->selectionModel()->clearSelection();
    table()->setCurrentIndex(table()->model()->index(row, 0));
    table()->setFocus();
}

void SectionBench::look(int row)
{
    select(row);
    QTRY_COMPARE(text(u"settlementId"_s), idOf(row));
    QTRY_VERIFY(find<QAbstractItemView>(u"settlementEvents"_s)->model()->rowCount() > 0);
}

void SectionBench::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QTest::keyClick(QApplication::focusWidget(), key, modifiers);
}

void SectionBench::type(const QString &text)
{
    QTest::keyClicks(QApplication::focusWidget(), text);
}

void SectionBench::click(const QString &name)
{
    auto *button = find<QAbstractButton>(name);
    QVERIFY2(button, qPrintable(name));
    QTRY_VERIFY2(button->isEnabled(), qPrintable(name));
    button->click();
}

QDialog *SectionBench::dialog()
{
    for (QDialog *one : m_section->findChildren<QDialog *>(u"confirmDecisionDialog"_s))
        if (one->isVisible())
            return one;
    return nullptr;
}

void SectionBench::decide(Qt::Key choice, const QString &reason)
{
    press(choice);
    QTRY_COMPARE(QApplication::focusWidget(), find<QWidget>(u"reasonField"_s));
    type(reason);
    press(Qt::Key_Return);
    QTRY_VERIFY(dialog());
    QTRY_COMPARE(QApplication::focusWidget(), dialog()->findChild<QWidget *>(u"confirmDecisionButton"_s));
    press(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!dialog() && isBannerShown() && !find<QWidget>(u"decisionProgress"_s)->isVisible(),
                             20'000);
    m_section->activateWindow(); // where no window manager gives it back
    QTRY_VERIFY(QApplication::focusWidget());
}

bool SectionBench::isBannerShown()
{
    return find<QWidget>(u"decisionBanner"_s)->isVisible();
}

QString SectionBench::text(const QString &label)
{
    auto *found = find<QLabel>(label);
    return found ? found->text() : QString();
}

QString SectionBench::reason()
{
    return find<QPlainTextEdit>(u"reasonField"_s)->toPlainText();
}

void SectionBench::decideElsewhere(const QString &id, const QByteArray &decision)
{
    m_sandbox->post(u"keystone"_s, R"({"decide":{"id":")" + id.toLatin1() + R"(","decision":")" + decision + R"("}})");
}

void SectionBench::shoot(const QString &name)
{
    const QString folder = qEnvironmentVariable("CHANCERY_SHOTS");
    if (folder.isEmpty())
        return;
    for (const auto &[look, word] :
         {std::pair{Appearance::Light, u"light"_s}, std::pair{Appearance::Dark, u"dark"_s}}) {
        m_theme->setAppearance(look);
        QWidget *const shown = dialog() ? static_cast<QWidget *>(dialog()) : m_section.get();
        shown->grab().save(QDir(folder).filePath(name + u'-' + word + u".png"_s));
    }
    m_theme->setAppearance(Appearance::Light);
}

} // namespace chancery::test
