// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/connections/settlementfields.h"

#include "core/keystone/tokencredential.h"
#include "ui/dialogs/connections/fieldgrid.h"
#include "ui/dialogs/connections/fieldnote.h"
#include "ui/dialogs/connections/keyfield.h"
#include "ui/words/profiletext.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

QLineEdit *addressField(const QString &name, const QString &accessible, QWidget *form)
{
    auto *field = new QLineEdit(form);
    field->setObjectName(name);
    field->setAccessibleName(accessible);
    return field;
}

} // namespace

SettlementFields::SettlementFields(Keyring &keyring, QWidget *form)
    : FieldGroup(form)
    , m_has(new QCheckBox(tr("It has a settlement service"), form))
    , m_base(addressField(u"settlementAddress"_s, tr("Settlement address"), form))
    , m_auth(addressField(u"settlementTokens"_s, tr("Address of tokens"), form))
    , m_client(addressField(u"settlementClient"_s, tr("Client id"), form))
    , m_secret(new KeyField(keyring, Service::Keystone, form))
    , m_fourEyes(new QCheckBox(tr("Decisions need two people"), form))
{
    m_has->setObjectName(u"hasSettlements"_s);
    m_has->setAccessibleName(tr("It has a settlement service"));
    m_fourEyes->setObjectName(u"needsFourEyes"_s);
    m_fourEyes->setAccessibleName(tr("Decisions need two people"));
    m_base->setInputMethodHints(Qt::ImhUrlCharactersOnly);
    m_base->setPlaceholderText(u"https://"_s);
    m_auth->setInputMethodHints(Qt::ImhUrlCharactersOnly);
    m_auth->setPlaceholderText(u"https://"_s);
    connect(m_has, &QCheckBox::toggled, this, [this] {
        showFields();
        Q_EMIT changed();
    });
    connect(m_fourEyes, &QCheckBox::toggled, this, &SettlementFields::changed);
    connect(m_secret, &KeyField::changed, this, &SettlementFields::changed);
}

void SettlementFields::addTo(FieldGrid &grid)
{
    const auto add = [&](const QString &label, QWidget *field, std::optional<ProfileField> what) {
        m_rows << (what ? addField(grid, label, field, *what) : grid.addField(label, field)) << field;
    };
    grid.addField(tr("Settlements"), m_has);
    add(tr("Settlement address"), m_base, ProfileField::KeystoneBase);
    add(tr("Tokens &from"), m_auth, ProfileField::KeystoneAuth);
    add(tr("Client id"), m_client, ProfileField::KeystoneClient);
    add(tr("Client secret"), m_secret, {});
    grid.addBelow(m_fourEyes);
    m_fourEyesRemark = grid.addNote(u"fourEyesRemark"_s);
    m_rows << m_fourEyes;
}

void SettlementFields::fill(const Profile &profile)
{
    const KeystoneService service = profile.keystone.value_or(makeKeystoneService());
    const QSignalBlocker quiet(m_has);
    m_has->setChecked(profile.keystone.has_value());
    m_base->setText(service.base.toString());
    m_auth->setText(service.auth.toString());
    m_client->setText(service.clientId);
    m_fourEyes->setChecked(profile.needsFourEyes);
    for (QWidget *field : {static_cast<QWidget *>(m_has), static_cast<QWidget *>(m_base),
                           static_cast<QWidget *>(m_auth), static_cast<QWidget *>(m_client)})
        field->setEnabled(!profile.isSandbox);
    showFields();
}

void SettlementFields::showFields()
{
    const bool has = m_has->isChecked();
    for (QWidget *part : std::as_const(m_rows))
        part->setVisible(has);
    m_fourEyesRemark->say(Tone::Neutral, has ? tr("One prepares a decision, another sends it. The ledger holds them "
                                                  "apart, on the command line as well.")
                                             : QString());
}

/// What was read stays as it was while nobody touches it.
void SettlementFields::read(Profile &now, const Profile &loaded) const
{
    now.needsFourEyes = m_fourEyes->isChecked();
    if (!m_has->isChecked())
        return now.keystone.reset();
    KeystoneService service = loaded.keystone.value_or(makeKeystoneService());
    if (m_base->text() != service.base.toString())
        service.base = QUrl(m_base->text().trimmed());
    if (m_auth->text() != service.auth.toString())
        service.auth = keystone::authAddress(m_auth->text());
    if (m_client->text() != service.clientId)
        service.clientId = m_client->text().trimmed();
    now.keystone = service;
}

/// The secret goes to the host of the tokens only.
void SettlementFields::remark(const Profile &before, const Profile &now)
{
    const QString was = before.keystone ? hostWords(before.keystone->auth) : QString();
    const QString is = now.keystone ? hostWords(now.keystone->auth) : was;
    m_secret->warnOfOtherHost(was.isEmpty() || was == is ? QString() : was);
}

} // namespace chancery
