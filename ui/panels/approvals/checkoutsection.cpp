// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/approvals/checkoutsection.h"

#include "core/bkey/calls.h"
#include "ui/dialogs/servicequestion.h"
#include "ui/panels/approvals/checkoutitems.h"
#include "ui/panels/approvals/phonewaitcard.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/form.h"
#include "ui/widgets/scrollpane.h"
#include "ui/words/phonetext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int formWidth = 560;

} // namespace

CheckoutSection::CheckoutSection(PhoneDesk desk, QWidget *parent)
    : Panel(parent)
    , m_desk(std::move(desk))
    , m_banner(new Banner(this))
    , m_merchant(new QLineEdit(this))
    , m_items(new CheckoutItems(this))
    , m_currency(new QLineEdit(u"USD"_s, this))
    , m_amount(new QLineEdit(this))
    , m_sum(new QLabel(this))
    , m_missing(new QLabel(this))
    , m_ask(new QPushButton(tr("Ask for the pa&yment…"), this))
    , m_wait(new PhoneWaitCard(tr("Payment"), u"checkout"_s, this))
{
    setObjectName(u"checkoutSection"_s);
    layOut();
    for (QLineEdit *field : {m_merchant, m_currency, m_amount})
        connect(field, &QLineEdit::textChanged, this, &CheckoutSection::refreshForm);
    connect(m_items, &CheckoutItems::changed, this, &CheckoutSection::refreshForm);
    connect(m_ask, &QPushButton::clicked, this, &CheckoutSection::askFirst);
    m_wait->showIdle(
        tr("Nothing was asked for yet. Whoever has the phone sees merchant and amount, and pays with a face "
           "scan."));
    refreshForm();
}

CheckoutSection::~CheckoutSection() = default;

void CheckoutSection::layOut()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, 0, space::huge, space::large);
    column->setSpacing(space::medium);
    m_banner->setObjectName(u"checkoutBanner"_s);
    column->addWidget(m_banner);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::large);
    auto *pane = new ScrollPane(buildForm(), this);
    pane->setObjectName(u"checkoutPane"_s);
    auto *right = new QVBoxLayout;
    right->addWidget(m_wait);
    right->addStretch(1);
    row->addWidget(pane, 3);
    row->addLayout(right, 2);
    column->addLayout(row, 1);
}

QWidget *CheckoutSection::buildForm()
{
    m_merchant->setObjectName(u"checkoutMerchant"_s);
    m_currency->setObjectName(u"checkoutCurrency"_s);
    m_currency->setMaxLength(3);
    m_amount->setObjectName(u"checkoutAmount"_s);
    m_amount->setPlaceholderText(tr("A decimal, such as 29.99"));
    m_sum->setObjectName(u"checkoutSum"_s);
    m_missing->setObjectName(u"checkoutMissing"_s);
    m_missing->setWordWrap(true);
    for (QLabel *label : {m_sum, m_missing})
        setType(*label, Type::Secondary);
    m_ask->setObjectName(u"checkoutAsk"_s);
    m_ask->setAccessibleName(tr("Ask for the payment"));
    setButtonKind(*m_ask, ButtonKind::Primary);
    auto *card = new Card(tr("What is to be paid"), this);
    card->setMinimumWidth(formWidth);
    auto *form = new Form;
    form->addField(tr("Me&rchant"), m_merchant);
    form->addRow(m_items);
    form->addField(tr("Curre&ncy"), m_currency);
    form->addField(tr("Amo&unt"), m_amount);
    form->addRow(QString(), m_sum);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addWidget(m_missing, 1);
    buttons->addWidget(m_ask);
    card->body()->setSpacing(space::medium);
    card->body()->addLayout(form);
    card->body()->addLayout(buttons);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(card);
    column->addStretch(1);
    return content;
}

bkey::CheckoutDraft CheckoutSection::draft() const
{
    return {.merchantName = m_merchant->text().trimmed(),
            .items = m_items->items(),
            .amount = m_amount->text().trimmed(),
            .currency = m_currency->text().trimmed().toUpper()};
}

QString CheckoutSection::missing() const
{
    const bkey::CheckoutDraft now = draft();
    if (now.merchantName.isEmpty())
        return tr("Write who is paid.");
    if (now.items.isEmpty())
        return tr("Add what is paid for.");
    if (now.amount.isEmpty())
        return tr("Write the amount.");
    if (!bkey::sumOf(now))
        return tr("Prices and the amount are decimals such as 12.50, a quantity is 1 or more.");
    return bkey::encodeDraft(now) ? QString()
                                  : tr("The service would not take this: a currency has three letters, and there are 1 "
                                       "to 50 items with a name.");
}

void CheckoutSection::refreshForm()
{
    const bkey::CheckoutDraft now = draft();
    const auto sum = bkey::sumOf(now);
    const bool isOther = sum && !now.amount.isEmpty() && !sum->isAmount;
    m_sum->setText(!sum || now.items.isEmpty() ? QString()
                   : isOther ? tr("The items come to %1 %2, which is another amount.").arg(sum->total, now.currency)
                             : tr("The items come to %1 %2.").arg(sum->total, now.currency));
    const QString why = missing();
    m_missing->setText(m_run ? tr("A payment is being asked for.") : why);
    m_ask->setEnabled(why.isEmpty() && !m_run);
}

void CheckoutSection::askFirst()
{
    const bkey::CheckoutDraft now = draft();
    const auto sum = bkey::sumOf(now);
    QStringList consequences{tr("%1 is paid %2 %3 once the phone says yes; nothing can take that back from here.")
                                 .arg(now.merchantName, now.amount, now.currency)};
    if (sum && !sum->isAmount)
        consequences << tr("The items come to %1 %2: the rest is shipping or a discount, or a mistake.")
                            .arg(sum->total, now.currency);
    chancery::askFirst(this, m_desk.place,
                       {.title = tr("Ask for a payment of %1 %2?").arg(now.amount, now.currency),
                        .subject = now.merchantName,
                        .consequences = consequences,
                        .action = tr("&Ask the phone"),
                        .typed = sum && !sum->isAmount ? now.amount : QString()},
                       [this, now] { start(now); });
}

void CheckoutSection::start(const bkey::CheckoutDraft &draft)
{
    if (m_run)
        return;
    m_banner->clear();
    m_run = std::make_unique<CheckoutRun>(m_desk.parts());
    connect(m_run.get(), &CheckoutRun::progressed, this, &CheckoutSection::progressed);
    // Queued, as it goes then.
    connect(m_run.get(), &CheckoutRun::ended, this, &CheckoutSection::ended, Qt::QueuedConnection);
    m_wait->follow(*m_run);
    m_run->start(draft, Confirmation::afterReview(bkey::calls::startCheckout, draft.merchantName));
    refreshForm();
}

void CheckoutSection::progressed(const bkey::Checkout &checkout)
{
    if (checkout.state == bkey::CheckoutState::Approved || checkout.state == bkey::CheckoutState::Processing)
        m_wait->say(tr("Approved on the phone, and not paid yet."));
}

void CheckoutSection::ended(const PhoneReport &report)
{
    const bkey::Checkout checkout = m_run->checkout();
    m_run.reset();
    const bool isPaid = report.end == PhoneEnd::Done;
    const QString payment =
        checkout.paymentIntentId.isEmpty() ? QString() : tr(" Payment %1.").arg(checkout.paymentIntentId);
    const QString gap = ledgerGapText(report);
    m_wait->showEnd(toneOf(report.end), isPaid ? tr("Paid") : endName(report.end),
                    checkoutText(report, checkout) + payment + (gap.isEmpty() ? QString() : u' ' + gap));
    if (isPaid) {
        m_items->clear();
        m_amount->clear();
    }
    refreshForm();
}

bool CheckoutSection::hasUnsavedWork() const
{
    return m_run || !m_merchant->text().isEmpty() || !m_items->items().isEmpty();
}

QString CheckoutSection::unsavedWork() const
{
    return m_run ? tr("A payment is being asked for. The phone goes on asking, and what is approved there is paid.")
                 : tr("A payment is filled in that was not asked for.");
}

} // namespace chancery
