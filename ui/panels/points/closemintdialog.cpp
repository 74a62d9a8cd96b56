// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/points/closemintdialog.h"

#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/form.h"
#include "ui/widgets/texts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualWidth = 540;

} // namespace

CloseMintDialog::CloseMintDialog(const MintRecord &record, const DialogPlace &place, QWidget *parent)
    : QDialog(parent)
    , m_minted(new QRadioButton(tr("The points &were minted"), this))
    , m_notMinted(new QRadioButton(tr("They were &not minted"), this))
    , m_reason(new QLineEdit(this))
    , m_missing(new QLabel(this))
    , m_close(new QPushButton(tr("&Close the mint"), this))
{
    setObjectName(u"closeMintDialog"_s);
    setWindowTitle(tr("Close the mint by your word"));
    setAttribute(Qt::WA_DeleteOnClose);
    layOut(record, place);
    refresh();
    for (QRadioButton *choice : {m_minted, m_notMinted})
        connect(choice, &QRadioButton::toggled, this, &CloseMintDialog::refresh);
    connect(m_reason, &QLineEdit::textChanged, this, &CloseMintDialog::refresh);
}

void CloseMintDialog::layOut(const MintRecord &record, const DialogPlace &place)
{
    m_minted->setObjectName(u"wordMinted"_s);
    m_notMinted->setObjectName(u"wordNotMinted"_s);
    m_reason->setObjectName(u"wordReason"_s);
    m_reason->setPlaceholderText(tr("How you know it"));
    m_missing->setObjectName(u"wordMissing"_s);
    setType(*m_missing, Type::Secondary);
    auto *head = new DialogHead(windowTitle(), place, this);
    head->setSubject(tr("%1 points for account %2").arg(numberText(record.intent.points), record.intent.accountId));
    auto *consequence =
        new QLabel(tr("Nothing is sent. The ledger keeps your word, your name and your reason instead of "
                      "evidence, and it can't be taken back. Should the points not have been minted, "
                      "they can be minted again; should they have been, that would give them twice."),
                   this);
    consequence->setObjectName(u"wordConsequence"_s);
    consequence->setTextFormat(Qt::PlainText);
    consequence->setWordWrap(true);
    auto *form = new Form;
    form->addField(tr("&Reason"), m_reason);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    column->addWidget(head);
    column->addWidget(consequence);
    column->addWidget(m_minted);
    column->addWidget(m_notMinted);
    column->addLayout(form);
    column->addWidget(buildButtons());
    setMinimumWidth(usualWidth);
    m_minted->setFocus();
}

QWidget *CloseMintDialog::buildButtons()
{
    auto *buttons = new QWidget(this);
    auto *back = new QPushButton(tr("Cancel"), buttons);
    back->setObjectName(u"wordCancel"_s);
    back->setAutoDefault(false);
    m_close->setObjectName(u"wordConfirm"_s);
    m_close->setAccessibleName(tr("Close the mint"));
    m_close->setDefault(true);
    setButtonKind(*m_close, ButtonKind::Danger);
    connect(back, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_close, &QPushButton::clicked, this, &QDialog::accept);
    auto *row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    row->addWidget(m_missing, 1);
    row->addWidget(back);
    row->addWidget(m_close);
    return buttons;
}

MintEnd CloseMintDialog::word() const
{
    return {.outcome = m_minted->isChecked() ? RowOutcome::Done : RowOutcome::Failed,
            .detail = m_reason->text().trimmed()};
}

void CloseMintDialog::refresh()
{
    const bool hasChoice = m_minted->isChecked() || m_notMinted->isChecked();
    const bool hasReason = !m_reason->text().trimmed().isEmpty();
    m_close->setEnabled(hasChoice && hasReason);
    m_missing->setText(!hasChoice ? tr("Say what became of it.") : !hasReason ? tr("A reason is needed.") : QString());
}

} // namespace chancery
