// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/approvals/vaultsection.h"

#include "ui/panels/approvals/phonewaitcard.h"
#include "ui/panels/approvals/vaultstorecard.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/form.h"
#include "ui/widgets/scrollpane.h"
#include "ui/widgets/secretbox.h"
#include "ui/words/phonetext.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QUuid>
#include <QVBoxLayout>

namespace chancery {

using namespace Qt::StringLiterals;

VaultSection::VaultSection(PhoneDesk desk, QWidget *parent)
    : Panel(parent)
    , m_desk(std::move(desk))
    , m_banner(new Banner(this))
    , m_item(new QComboBox(this))
    , m_sealed(new QRadioButton(tr("Sealed: only this &computer can read it"), this))
    , m_open(new QRadioButton(tr("&Open: the whole item, and the service can read it, too"), this))
    , m_field(new QLineEdit(this))
    , m_purpose(new QLineEdit(this))
    , m_missing(new QLabel(this))
    , m_ask(new QPushButton(tr("&Ask for it"), this))
    , m_wait(new PhoneWaitCard(tr("Answer"), u"vaultRead"_s, this))
    , m_value(new SecretBox(tr("Value"), SecretBox::Keeping::Never, this))
    , m_store(new VaultStoreCard(m_desk, this))
{
    setObjectName(u"vaultSection"_s);
    layOut();
    m_sealed->setChecked(true);
    connect(m_item, &QComboBox::editTextChanged, this, &VaultSection::refreshForm);
    for (QLineEdit *field : {m_field, m_purpose})
        connect(field, &QLineEdit::textChanged, this, &VaultSection::refreshForm);
    connect(m_sealed, &QRadioButton::toggled, this, &VaultSection::refreshForm);
    connect(m_ask, &QPushButton::clicked, this, &VaultSection::read);
    connect(m_value, &SecretBox::dismissed, m_value, &SecretBox::clear);
    connect(m_store, &VaultStoreCard::stored, this, &VaultSection::listItems);
    m_wait->showIdle(tr("Nothing was asked for yet."));
    refreshForm();
}

VaultSection::~VaultSection() = default;

void VaultSection::layOut()
{
    m_banner->setObjectName(u"vaultBanner"_s);
    m_value->setObjectName(u"vaultValue"_s);
    auto *left = new QVBoxLayout;
    left->setSpacing(space::medium);
    left->addWidget(buildRead());
    left->addWidget(m_wait);
    left->addWidget(m_value);
    left->addStretch(1);
    auto *right = new QVBoxLayout;
    right->addWidget(m_store);
    right->addStretch(1);
    auto *content = new QWidget;
    auto *row = new QHBoxLayout(content);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::large);
    row->addLayout(left, 1);
    row->addLayout(right, 1);
    auto *pane = new ScrollPane(content, this);
    pane->setObjectName(u"vaultPane"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, 0, space::huge, space::large);
    column->setSpacing(space::medium);
    column->addWidget(m_banner);
    column->addWidget(pane, 1);
}

Card *VaultSection::buildRead()
{
    m_item->setObjectName(u"vaultItem"_s);
    m_item->setEditable(true);
    m_item->setInsertPolicy(QComboBox::NoInsert);
    m_sealed->setObjectName(u"vaultSealed"_s);
    m_open->setObjectName(u"vaultOpen"_s);
    m_field->setObjectName(u"vaultField"_s);
    m_field->setPlaceholderText(tr("Of the item, such as password"));
    m_purpose->setObjectName(u"vaultPurpose"_s);
    m_purpose->setPlaceholderText(tr("What for; whoever is asked reads it"));
    m_missing->setObjectName(u"vaultMissing"_s);
    m_missing->setWordWrap(true);
    setType(*m_missing, Type::Secondary);
    m_ask->setObjectName(u"vaultAsk"_s);
    m_ask->setAccessibleName(tr("Ask for it"));
    setButtonKind(*m_ask, ButtonKind::Primary);
    auto *card = new Card(tr("Read a value"), this);
    auto *form = new Form;
    form->addField(tr("&Item"), m_item);
    form->addRow(QString(), m_sealed);
    form->addRow(QString(), m_open);
    form->addField(tr("Fie&ld"), m_field);
    form->addField(tr("Pur&pose"), m_purpose);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addWidget(m_missing, 1);
    buttons->addWidget(m_ask);
    card->body()->setSpacing(space::medium);
    card->body()->addLayout(form);
    card->body()->addLayout(buttons);
    return card;
}

void VaultSection::showEvent(QShowEvent *event)
{
    Panel::showEvent(event);
    if (!std::exchange(m_hasListed, true))
        listItems();
}

void VaultSection::refresh()
{
    m_banner->clear();
    listItems();
}

/// The names are a help only: one that is not listed can be asked for as well.
void VaultSection::listItems()
{
    m_listing = std::make_unique<QObject>();
    m_desk.client.listItems().then(m_listing.get(), [this](const Result<QList<bkey::VaultItem>> &items) {
        if (!items)
            return;
        const QString typed = m_item->currentText();
        m_item->clear();
        for (const bkey::VaultItem &item : *items)
            m_item->addItem(item.name);
        m_item->setEditText(typed);
    });
}

VaultWish VaultSection::wish() const
{
    VaultWish wish{.itemName = m_item->currentText().trimmed()};
    if (m_sealed->isChecked()) {
        wish.fieldPath = m_field->text().trimmed();
        wish.purpose = m_purpose->text().trimmed();
    }
    wish.confirmation = Confirmation::afterReview(wish.call(), QUuid::createUuid().toString(QUuid::WithoutBraces));
    return wish;
}

QString VaultSection::missing() const
{
    if (m_run)
        return tr("A value is being asked for.");
    if (m_item->currentText().trimmed().isEmpty())
        return tr("Say which item.");
    if (m_sealed->isChecked() && m_field->text().trimmed().isEmpty())
        return tr("Say which field of the item.");
    return m_sealed->isChecked() && m_purpose->text().trimmed().isEmpty() ? tr("Say what for.") : QString();
}

void VaultSection::refreshForm()
{
    const bool isSealed = m_sealed->isChecked();
    m_field->setEnabled(isSealed);
    m_purpose->setEnabled(isSealed);
    const QString why = missing();
    m_missing->setText(why);
    m_ask->setEnabled(why.isEmpty());
}

void VaultSection::read()
{
    if (m_run)
        return;
    m_value->clear();
    m_run = std::make_unique<VaultRead>(m_desk.parts());
    // Queued, as it goes then.
    connect(m_run.get(), &VaultRead::ended, this, &VaultSection::ended, Qt::QueuedConnection);
    m_wait->follow(*m_run);
    const VaultWish asked = wish();
    m_asked = asked.itemName;
    m_run->start(asked);
    refreshForm();
}

void VaultSection::ended(const PhoneReport &report)
{
    Secret value = m_run->takeValue();
    m_run.reset();
    const QString gap = ledgerGapText(report);
    m_wait->showEnd(toneOf(report.end), endName(report.end),
                    vaultReadText(report, m_asked) + (gap.isEmpty() ? QString() : u' ' + gap));
    if (report.end == PhoneEnd::Done && !value.isEmpty())
        m_value->showSecret(std::move(value), tr("From “%1”. It is kept nowhere.").arg(m_asked));
    refreshForm();
}

bool VaultSection::hasUnsavedWork() const
{
    return m_run || m_value->holds() || m_store->hasUnsavedWork();
}

QString VaultSection::unsavedWork() const
{
    return m_value->holds() ? tr("A value is on show that has to be asked for again once it is gone.")
                            : tr("The phone is being asked about the vault; nobody hears its answer then.");
}

} // namespace chancery
