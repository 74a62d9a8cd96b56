// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/approvals/vaultstorecard.h"

#include "core/bkey/calls.h"
#include "core/json/value.h"
#include "ui/panels/approvals/phonewaitcard.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/form.h"
#include "ui/words/phonetext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

/// A JSON object of one member; what was made on the way is wiped.
Secret fieldsOf(const QString &name, QString value)
{
    QByteArray text = "{";
    json::appendQuoted(text, name);
    text += ':';
    json::appendQuoted(text, value);
    text += '}';
    wipe(value);
    return Secret::fromUtf8(std::move(text));
}

} // namespace

VaultStoreCard::VaultStoreCard(const PhoneDesk &desk, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_name(new QLineEdit(this))
    , m_type(new QLineEdit(u"login"_s, this))
    , m_field(new QLineEdit(u"password"_s, this))
    , m_value(new QLineEdit(this))
    , m_description(new QLineEdit(this))
    , m_missing(new QLabel(this))
    , m_store(new QPushButton(tr("Seal and sto&re"), this))
    , m_wait(new PhoneWaitCard(tr("Storing"), u"vaultStore"_s, this))
{
    layOut();
    for (QLineEdit *field : {m_name, m_type, m_field, m_value})
        connect(field, &QLineEdit::textChanged, this, &VaultStoreCard::refresh);
    connect(m_store, &QPushButton::clicked, this, &VaultStoreCard::store);
    m_wait->hide();
    refresh();
}

VaultStoreCard::~VaultStoreCard() = default;

void VaultStoreCard::layOut()
{
    m_name->setObjectName(u"vaultNewName"_s);
    m_type->setObjectName(u"vaultNewType"_s);
    m_field->setObjectName(u"vaultNewField"_s);
    m_value->setObjectName(u"vaultNewValue"_s);
    m_value->setEchoMode(QLineEdit::Password);
    m_value->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    m_description->setObjectName(u"vaultNewDescription"_s);
    m_description->setPlaceholderText(tr("May stay empty; the service reads it"));
    m_missing->setObjectName(u"vaultNewMissing"_s);
    m_missing->setWordWrap(true);
    setType(*m_missing, Type::Secondary);
    m_store->setObjectName(u"vaultStore"_s);
    m_store->setAccessibleName(tr("Seal and store"));
    auto *card = new Card(tr("Store a new item"), this);
    auto *form = new Form;
    form->addField(tr("&Name"), m_name);
    form->addField(tr("&Type"), m_type);
    form->addField(tr("Fi&eld in it"), m_field);
    form->addField(tr("Val&ue"), m_value);
    form->addField(tr("De&scription"), m_description);
    auto *note =
        new QLabel(tr("It is sealed here for the phone's own key: the service passes it on and can't read it."), card);
    note->setWordWrap(true);
    setType(*note, Type::Secondary);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addWidget(m_missing, 1);
    buttons->addWidget(m_store);
    card->body()->setSpacing(space::medium);
    card->body()->addLayout(form);
    card->body()->addWidget(note);
    card->body()->addLayout(buttons);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::medium);
    column->addWidget(card);
    column->addWidget(m_wait);
}

QString VaultStoreCard::missing() const
{
    if (m_run)
        return tr("An item is being stored.");
    if (m_name->text().trimmed().isEmpty())
        return tr("Give it a name.");
    if (m_type->text().trimmed().isEmpty() || m_field->text().trimmed().isEmpty())
        return tr("Say of which type it is and what its field is called.");
    return m_value->text().isEmpty() ? tr("Type the value.") : QString();
}

void VaultStoreCard::refresh()
{
    const QString why = missing();
    m_missing->setText(why);
    m_store->setEnabled(why.isEmpty());
}

void VaultStoreCard::store()
{
    if (m_run)
        return;
    m_asked = m_name->text().trimmed();
    m_run = std::make_unique<VaultStoreRun>(m_desk.parts());
    // Queued, as it goes then.
    connect(m_run.get(), &VaultStoreRun::ended, this, &VaultStoreCard::ended, Qt::QueuedConnection);
    m_wait->show();
    m_wait->follow(*m_run);
    m_run->start({.itemType = m_type->text().trimmed(),
                  .name = m_asked,
                  .fields = fieldsOf(m_field->text().trimmed(), m_value->text()),
                  .description = m_description->text().trimmed(),
                  .confirmation = Confirmation::afterReview(bkey::calls::storeSealed, m_asked)});
    refresh();
}

void VaultStoreCard::ended(const PhoneReport &report)
{
    m_run.reset();
    const QString gap = ledgerGapText(report);
    m_wait->showEnd(toneOf(report.end), report.end == PhoneEnd::Done ? tr("Stored") : endName(report.end),
                    vaultStoreText(report, m_asked) + (gap.isEmpty() ? QString() : u' ' + gap));
    if (report.end == PhoneEnd::Done) {
        m_value->clear();
        m_name->clear();
        Q_EMIT stored();
    }
    refresh();
}

bool VaultStoreCard::hasUnsavedWork() const
{
    return m_run || !m_value->text().isEmpty();
}

} // namespace chancery
