// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How ActivityPanel gives the log out of hand.

#include "ui/panels/activity/activitypanel.h"

#include "ui/widgets/banner.h"
#include "ui/widgets/texts.h"

#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QPushButton>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

/// As it is typed in a shell.
QString quoted(const QString &file)
{
    return u'\'' + QString(file).replace(u'\'', u"'\\''"_s) + u'\'';
}

} // namespace

void ActivityPanel::chooseExport()
{
    auto *dialog = new QFileDialog(this, tr("Export the audit log"));
    dialog->setObjectName(u"exportAuditDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"jsonl"_s);
    dialog->setNameFilters({tr("Audit logs (*.jsonl)"), tr("All files (*)")});
    dialog->selectFile(u"audit-%1.jsonl"_s.arg(QDate::currentDate().toString(Qt::ISODate)));
    connect(dialog, &QFileDialog::fileSelected, this, &ActivityPanel::exportTo);
    dialog->open();
}

void ActivityPanel::exportTo(const QString &file)
{
    m_export->setEnabled(false);
    m_ledger.exportAudit(file).then(this, [this, file](const Result<qint64> &entries) {
        m_export->setEnabled(true);
        if (!entries) {
            m_banner->clear();
            return m_banner->showError(entries.error());
        }
        tellExported(file, *entries);
    });
}

void ActivityPanel::tellExported(const QString &file, qint64 entries)
{
    const QString path = QDir::toNativeSeparators(file);
    const QString command = u"chanceryctl verify "_s + quoted(path);
    m_banner->clear();
    m_banner->showContent(
        {.tone = Tone::Good,
         .headline = entries == 1 ? tr("One entry is in %1.").arg(path)
                                  : tr("%1 entries are in %2.").arg(numberText(entries), path),
         .remedy = tr("Whoever has the file can check that nothing in it was changed, without this computer or a "
                      "service: %1")
                       .arg(command)});
    QPushButton *copy = m_banner->addAction(tr("Copy the command"));
    copy->setObjectName(u"copyVerifyCommand"_s);
    connect(copy, &QPushButton::clicked, this, [command] { QGuiApplication::clipboard()->setText(command); });
}

} // namespace chancery
