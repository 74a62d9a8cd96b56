// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pointsbench.h"

#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QStyle>

namespace chancery::test {

using namespace Qt::StringLiterals;

void PointsBench::begin()
{
    m_sandbox = std::make_unique<SandboxUnderTest>();
    QVERIFY(m_sandbox->isRunning());
    m_bench = std::make_unique<MintBench>(*m_sandbox);
    m_bench->manners(R"({"orderMs":0})");
    m_settings = std::make_unique<QSettings>(m_bench->folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    build();
}

void PointsBench::end()
{
    m_section.reset();
    m_settings.reset();
    m_client.reset();
    m_http.reset();
    m_bench.reset();
    m_sandbox.reset();
}

void PointsBench::build(GuardLevel guard)
{
    m_section.reset();
    m_client.reset();
    m_http = std::make_unique<HttpClient>(
        HttpParts{m_bench->network, m_bench->credential, m_bench->log},
        HttpSettings{.base = m_sandbox->keyban(), .guard = Guard(guard), .retry = MintBench::quick()});
    m_client = std::make_unique<keyban::LoyaltyClient>(*m_http, m_sandbox->applicationId());
    m_section =
        std::make_unique<PointsSection>(PointsDesk{.client = *m_client,
                                                   .ledger = *m_bench->ledger,
                                                   .settings = *m_settings,
                                                   .author = m_bench->author,
                                                   .place = {.live = false, .profileName = u"Desk"_s, .network = {}},
                                                   .patience = m_bench->patience,
                                                   .gate = m_keeper ? m_keeper->gate().policy : GatePolicy(),
                                                   .keeper = m_keeper});
    m_section->resize(1100, 700);
    m_section->show();
    QTRY_VERIFY(table()->model()->rowCount() > 0 || isShown(u"mintsEmpty"_s));
}

void PointsBench::type(const QString &field, const QString &text)
{
    auto *line = find<QLineEdit>(field);
    QVERIFY2(line && line->isEnabled(), qPrintable(field));
    line->setFocus();
    line->selectAll();
    QTest::keyClick(line, Qt::Key_Delete);
    QTest::keyClicks(line, text);
}

void PointsBench::click(const QString &name)
{
    auto *button = find<QAbstractButton>(name);
    QVERIFY2(button && button->isVisible() && button->isEnabled(), qPrintable(name));
    button->click();
}

bool PointsBench::isShown(const QString &name)
{
    const auto *widget = find(name);
    return widget && widget->isVisible();
}

QString PointsBench::text(const QString &label)
{
    const auto *found = find<QLabel>(label);
    return found && found->isVisible() ? found->text() : QString();
}

QDialog *PointsBench::dialog(const QString &name)
{
    return m_section->window()->findChild<QDialog *>(name);
}

void PointsBench::clickIn(QDialog *dialog, const QString &name)
{
    QVERIFY(dialog);
    auto *button = dialog->findChild<QAbstractButton *>(name);
    QVERIFY2(button && button->isEnabled(), qPrintable(name));
    button->click();
}

QString PointsBench::consequences(QDialog *question)
{
    QStringList texts;
    const auto labels = question->findChildren<QLabel *>(u"consequence"_s);
    for (const QLabel *label : labels)
        texts << label->text();
    return texts.join(u'\n');
}

void PointsBench::ask(const QString &points, const QString &reason)
{
    if (find<QLineEdit>(u"accountId"_s)->text().isEmpty())
        type(u"accountId"_s, account());
    type(u"mintPoints"_s, points);
    type(u"mintReason"_s, reason);
    click(u"mintButton"_s);
    QTRY_VERIFY(dialog(u"serviceQuestion"_s) || !headline().isEmpty() || isShown(u"mintPointsProblem"_s) ||
                isShown(u"accountProblem"_s) || isShown(u"mintReasonProblem"_s));
}

void PointsBench::mint(const QString &points)
{
    ask(points);
    clickIn(dialog(u"serviceQuestion"_s), u"questionConfirm"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!headline().isEmpty(), 60'000);
    QTRY_VERIFY(!dialog(u"serviceQuestion"_s));
}

QString PointsBench::cell(int row, int column)
{
    return table()->model()->index(row, column).data().toString();
}

} // namespace chancery::test
