// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/connections/approvalfields.h"

#include "ui/dialogs/connections/approverlist.h"
#include "ui/dialogs/connections/fieldgrid.h"
#include "ui/dialogs/connections/fold.h"
#include "ui/dialogs/connections/keyfield.h"
#include "ui/words/profiletext.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>

namespace chancery {

using namespace Qt::StringLiterals;

ApprovalFields::ApprovalFields(Keyring &keyring, QWidget *form)
    : FieldGroup(form)
    , m_fold(new Fold(tr("Appr&oval service"), u"approvalFold"_s, form))
    , m_has(new QCheckBox(tr("Some things wait for a person's yes on a phone"), m_fold))
    , m_base(new QLineEdit(m_fold))
    , m_client(new QLineEdit(m_fold))
    , m_secret(new KeyField(keyring, Service::Bkey, m_fold))
    , m_approvers(new ApproverList(m_fold))
{
    m_has->setObjectName(u"hasApprovals"_s);
    m_has->setAccessibleName(m_has->text());
    m_base->setObjectName(u"approvalAddress"_s);
    m_base->setAccessibleName(tr("Approval service address"));
    m_base->setInputMethodHints(Qt::ImhUrlCharactersOnly);
    m_base->setPlaceholderText(u"https://"_s);
    m_client->setObjectName(u"approvalClient"_s);
    m_client->setAccessibleName(tr("Client id at the approval service"));
    m_approvers->setObjectName(u"approvers"_s);
    m_approvers->setAccessibleName(tr("Approvers"));
    connect(m_has, &QCheckBox::toggled, this, [this] {
        showFields();
        Q_EMIT changed();
    });
    connect(m_secret, &KeyField::changed, this, &ApprovalFields::changed);
    connect(m_approvers, &ApproverList::changed, this, &ApprovalFields::changed);
    connect(m_approvers, &ApproverList::left, this, [this] { Q_EMIT left(ProfileField::BkeyApprovers); });
}

void ApprovalFields::addTo(FieldGrid &grid)
{
    grid.addWide(m_fold);
    FieldGrid &inside = m_fold->grid();
    inside.addBelow(m_has);
    m_rows << addField(inside, tr("Address"), m_base, ProfileField::BkeyBase) << m_base;
    m_rows << addField(inside, tr("Client id"), m_client, ProfileField::BkeyClient) << m_client;
    m_rows << inside.addField(tr("Client secret"), m_secret) << m_secret;
    m_rows << addField(inside, tr("Approvers"), m_approvers, ProfileField::BkeyApprovers) << m_approvers;
}

void ApprovalFields::fill(const Profile &profile)
{
    const BkeyService service = profile.bkey.value_or(makeBkeyService());
    const QSignalBlocker quiet(m_has);
    m_has->setChecked(profile.bkey.has_value());
    m_base->setText(service.base.toString());
    m_client->setText(service.clientId);
    m_approvers->setApprovers(service.approvers);
    for (QWidget *field :
         {static_cast<QWidget *>(m_has), static_cast<QWidget *>(m_base), static_cast<QWidget *>(m_client)})
        field->setEnabled(!profile.isSandbox);
    showFields();
}

void ApprovalFields::showFields()
{
    for (QWidget *part : std::as_const(m_rows))
        part->setVisible(m_has->isChecked());
}

/// What was read stays as it was while nobody touches it.
void ApprovalFields::read(Profile &now, const Profile &loaded) const
{
    if (!m_has->isChecked())
        return now.bkey.reset();
    BkeyService service = loaded.bkey.value_or(makeBkeyService());
    if (m_base->text() != service.base.toString())
        service.base = QUrl(m_base->text().trimmed());
    if (m_client->text() != service.clientId)
        service.clientId = m_client->text().trimmed();
    service.approvers = m_approvers->approvers(service.approvers);
    now.bkey = service;
}

/// The secret goes to the approval service only.
void ApprovalFields::remark(const Profile &before, const Profile &now)
{
    const QString was = before.bkey ? hostWords(before.bkey->base) : QString();
    const QString is = now.bkey ? hostWords(now.bkey->base) : was;
    m_secret->warnOfOtherHost(was.isEmpty() || was == is ? QString() : was);
    if (!now.bkey)
        return m_fold->setSummary(tr("None"));
    const auto count = int(now.bkey->approvers.size());
    m_fold->setSummary(
        tr("%1, %2").arg(hostWords(now.bkey->base), count == 1 ? tr("1 approver") : tr("%1 approvers").arg(count)));
}

void ApprovalFields::setOpen(bool open)
{
    m_fold->setOpen(open);
}

bool ApprovalFields::isBusy(ProfileField what) const
{
    return what == ProfileField::BkeyApprovers && m_approvers->isBusy();
}

} // namespace chancery
