// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/filepage.h"

#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/card.h"
#include "ui/widgets/emptystate.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace chancery {

using namespace Qt::StringLiterals;

FilePage::FilePage(QWidget *parent)
    : QWidget(parent)
    , m_path(new QLineEdit(this))
    , m_open(new QPushButton(tr("Open"), this))
{
    auto *invitation = new EmptyState(
        {u"import"_s, tr("Drop a catalogue here"),
         tr("A CSV file, workbook (.xlsx) or JSON array from your ERP, PIM or spreadsheet. It is read and "
            "checked as a whole before anything is sent.")});
    QPushButton *choose = invitation->addPrimaryAction(tr("Choose a file…"));
    choose->setObjectName(u"chooseFile"_s);
    connect(choose, &QPushButton::clicked, this, &FilePage::choose);
    setFocusProxy(choose);

    m_path->setObjectName(u"importPath"_s);
    m_path->setAccessibleName(tr("Path of the file"));
    m_path->setPlaceholderText(tr("or type its path"));
    m_open->setObjectName(u"openImport"_s);
    m_open->setAccessibleName(tr("Open file"));
    m_open->setEnabled(false);
    connect(m_path, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_open->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_path, &QLineEdit::returnPressed, this, &FilePage::openTyped);
    connect(m_open, &QPushButton::clicked, this, &FilePage::openTyped);

    auto *typed = new QHBoxLayout;
    typed->setSpacing(space::small);
    typed->addStretch(1);
    typed->addWidget(m_path, 3);
    typed->addWidget(m_open);
    typed->addStretch(1);
    auto *card = new Card(this);
    card->body()->addStretch(2);
    card->body()->addWidget(invitation);
    card->body()->addLayout(typed);
    card->body()->addStretch(3);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(card);
}

void FilePage::openTyped()
{
    const QString path = m_path->text().trimmed();
    if (path.isEmpty())
        return;
    const bool isUrl = path.startsWith(u"file:"_s);
    Q_EMIT fileChosen(isUrl ? QUrl(path).toLocalFile() : path);
}

void FilePage::choose()
{
    auto *dialog =
        new QFileDialog(this, tr("Choose a catalogue"), QDir::homePath(),
                        tr("Catalogues (*.csv *.tsv *.txt *.csv.gz *.xlsx *.json *.json.gz);;All files (*)"));
    dialog->setObjectName(u"chooseFileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &FilePage::fileChosen);
    dialog->open();
}

} // namespace chancery
