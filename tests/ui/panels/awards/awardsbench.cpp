// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "awardsbench.h"

#include "ui/widgets/counttile.h"

#include <QAbstractButton>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>

namespace chancery::test {

using namespace Qt::StringLiterals;

void AwardsBench::begin()
{
    m_sandbox = std::make_unique<SandboxUnderTest>();
    QVERIFY(m_sandbox->isRunning());
    m_bench = std::make_unique<MintBench>(*m_sandbox);
    m_bench->manners(R"({"orderMs":0})");
    build();
}

void AwardsBench::end()
{
    m_section.reset();
    m_client.reset();
    m_http.reset();
    m_bench.reset();
    m_sandbox.reset();
}

void AwardsBench::build(GuardLevel guard)
{
    m_section.reset();
    m_client.reset();
    m_http = std::make_unique<HttpClient>(
        HttpParts{m_bench->network, m_bench->credential, m_bench->log},
        HttpSettings{.base = m_sandbox->keyban(), .guard = Guard(guard), .retry = MintBench::quick()});
    m_client = std::make_unique<keyban::LoyaltyClient>(*m_http, m_sandbox->applicationId());
    m_section =
        std::make_unique<AwardsSection>(AwardDesk{.client = *m_client,
                                                  .ledger = *m_bench->ledger,
                                                  .author = m_bench->author,
                                                  .place = {.live = false, .profileName = u"Desk"_s, .network = {}},
                                                  .patience = m_bench->patience});
    m_section->resize(1100, 760);
    m_section->show();
    QTRY_VERIFY(rowsOf(u"awardsTable"_s) > 0 || isShown(u"awardsEmpty"_s));
}

QString AwardsBench::write(const QByteArray &content, const QString &name)
{
    QFile out(m_bench->folder.filePath(name));
    if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size())
        qFatal("no file");
    return out.fileName();
}

QString AwardsBench::file(const QByteArray &rows, const QString &name)
{
    return write("account,amount,reason\n" + rows, name);
}

QByteArray AwardsBench::row(int account, int points, const char *reason) const
{
    return m_bench->accounts[account].toUtf8() + ',' + QByteArray::number(points) + ',' + reason + '\n';
}

QByteArray AwardsBench::rows(int count) const
{
    QByteArray all;
    for (int place = 0; place < count; ++place)
        all += row(place % 3, place + 1);
    return all;
}

void AwardsBench::type(const QString &field, const QString &text)
{
    auto *line = find<QLineEdit>(field);
    QVERIFY2(line && line->isEnabled(), qPrintable(field));
    line->setFocus();
    line->selectAll();
    QTest::keyClick(line, Qt::Key_Delete);
    QTest::keyClicks(line, text);
}

void AwardsBench::click(const QString &name)
{
    QVERIFY2(canClick(name), qPrintable(name));
    find<QAbstractButton>(name)->click();
}

bool AwardsBench::isShown(const QString &name)
{
    const auto *widget = find(name);
    return widget && widget->isVisible();
}

bool AwardsBench::canClick(const QString &name)
{
    const auto *button = find<QAbstractButton>(name);
    return button && button->isVisible() && button->isEnabled();
}

QString AwardsBench::text(const QString &label)
{
    const auto *found = find<QLabel>(label);
    return found && found->isVisible() ? found->text() : QString();
}

int AwardsBench::tile(const QString &name)
{
    const auto *counted = find(name)->findChild<QLabel *>(u"count"_s);
    return counted ? QLocale().toInt(counted->text()) : -1;
}

/// The one in front.
QDialog *AwardsBench::dialog()
{
    const QList<QDialog *> all = m_section->window()->findChildren<QDialog *>();
    for (QDialog *open : all)
        if (open->isVisible())
            return open;
    return nullptr;
}

int AwardsBench::rowsOf(const QString &table)
{
    const auto *view = find<QAbstractItemView>(table);
    return view ? view->model()->rowCount() : -1;
}

QString AwardsBench::cell(const QString &table, int row, int column)
{
    return find<QAbstractItemView>(table)->model()->index(row, column).data().toString();
}

void AwardsBench::openFile(const QString &path)
{
    m_section->newBatch(path);
    QTRY_VERIFY(dialog() && !text(u"newBatchSummary"_s).contains(u"Looking") &&
                !text(u"newBatchSummary"_s).startsWith(u"A table"));
}

void AwardsBench::confirm(const QString &path, const QString &total)
{
    openFile(path);
    type(u"batchTotal"_s, total);
    click(u"newBatchMint"_s);
}

void AwardsBench::mint(const QString &path, const QString &total)
{
    confirm(path, total);
    QTRY_VERIFY_WITH_TIMEOUT(!isRunning(), 60'000);
    QTRY_VERIFY(!headline().isEmpty());
}

} // namespace chancery::test
