// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/approvals/handrequestdialog.h"

#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/form.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <array>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualWidth = 560;
constexpr int longestMessage = 120;

/// What people ask for most (the guide's own cases).
struct UseCase
{
    const char *name;
    const char *type;
    const char *scope;
    const char *message;
};
constexpr std::array useCases{
    UseCase{QT_TRANSLATE_NOOP("HandRequest", "Deploy to production"), "deploy", "approve:action",
            QT_TRANSLATE_NOOP("HandRequest", "Deploy … to production")},
    UseCase{QT_TRANSLATE_NOOP("HandRequest", "Refund a customer"), "refund", "approve:payment",
            QT_TRANSLATE_NOOP("HandRequest", "Refund … for order …")},
    UseCase{QT_TRANSLATE_NOOP("HandRequest", "Drop a table or database"), "drop", "approve:action",
            QT_TRANSLATE_NOOP("HandRequest", "Drop …")},
    UseCase{QT_TRANSLATE_NOOP("HandRequest", "Grant somebody access"), "grant", "approve:action",
            QT_TRANSLATE_NOOP("HandRequest", "Grant … access to …")},
    UseCase{QT_TRANSLATE_NOOP("HandRequest", "Read a secret"), "vault_read", "approve:action",
            QT_TRANSLATE_NOOP("HandRequest", "Read … from the vault")},
    UseCase{QT_TRANSLATE_NOOP("HandRequest", "Something else"), "", "approve:action", ""},
};

QString translated(const char *text)
{
    return QCoreApplication::translate("HandRequest", text);
}

bool isDecimal(const QString &text)
{
    bool isNumber = false;
    text.toDouble(&isNumber);
    return isNumber;
}

} // namespace

HandRequestDialog::HandRequestDialog(const QList<Approver> &approvers, const DialogPlace &place, QWidget *parent)
    : QDialog(parent)
    , m_approvers(approvers)
    , m_case(new QComboBox(this))
    , m_who(new QComboBox(this))
    , m_message(new QLineEdit(this))
    , m_left(new QLabel(this))
    , m_scope(new QLineEdit(this))
    , m_amount(new QLineEdit(this))
    , m_currency(new QLineEdit(this))
    , m_recipient(new QLineEdit(this))
    , m_resource(new QLineEdit(this))
    , m_missing(new QLabel(this))
    , m_ask(new QPushButton(tr("&Ask"), this))
{
    setObjectName(u"handRequestDialog"_s);
    setWindowTitle(tr("Ask for an approval"));
    setAttribute(Qt::WA_DeleteOnClose);
    for (const UseCase &useCase : useCases)
        m_case->addItem(translated(useCase.name));
    for (const Approver &one : m_approvers)
        m_who->addItem(one.name.isEmpty() ? one.did : one.name);
    layOut(place);
    connect(m_case, &QComboBox::currentIndexChanged, this, &HandRequestDialog::takeCase);
    for (QLineEdit *field : {m_message, m_scope, m_amount, m_currency})
        connect(field, &QLineEdit::textChanged, this, &HandRequestDialog::refresh);
    connect(m_ask, &QPushButton::clicked, this, &QDialog::accept);
    takeCase();
    m_message->setFocus();
}

void HandRequestDialog::layOut(const DialogPlace &place)
{
    m_case->setObjectName(u"handCase"_s);
    m_who->setObjectName(u"handWho"_s);
    m_message->setObjectName(u"handMessage"_s);
    m_message->setMaxLength(longestMessage);
    m_scope->setObjectName(u"handScope"_s);
    m_amount->setObjectName(u"handAmount"_s);
    m_amount->setPlaceholderText(tr("A decimal, such as 29.99; may stay empty"));
    m_currency->setObjectName(u"handCurrency"_s);
    m_currency->setPlaceholderText(tr("Of the amount, such as EUR"));
    m_recipient->setObjectName(u"handRecipient"_s);
    m_recipient->setPlaceholderText(tr("Who gets something; may stay empty"));
    m_resource->setObjectName(u"handResource"_s);
    m_resource->setPlaceholderText(tr("What it is about; may stay empty"));
    m_missing->setObjectName(u"handMissing"_s);
    m_missing->setWordWrap(true);
    for (QLabel *label : {m_left, m_missing})
        setType(*label, Type::Secondary);
    m_ask->setObjectName(u"handAsk"_s);
    m_ask->setAccessibleName(tr("Ask"));
    m_ask->setDefault(true);
    setButtonKind(*m_ask, ButtonKind::Primary);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    auto *head = new DialogHead(tr("Ask for an approval"), place, this);
    head->setSubject(tr("For something that is done outside of this program. The answer stays in the ledger."));
    auto *form = new Form;
    form->addField(tr("&For"), m_case);
    form->addField(tr("&Whom to ask"), m_who);
    form->addField(tr("What the phone &shows"), m_message);
    form->addRow(QString(), m_left);
    form->addField(tr("S&cope"), m_scope);
    form->addField(tr("A&mount"), m_amount);
    form->addField(tr("Curr&ency"), m_currency);
    form->addField(tr("&Recipient"), m_recipient);
    form->addField(tr("Res&ource"), m_resource);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addWidget(m_missing, 1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_ask);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    column->addWidget(head);
    column->addLayout(form);
    column->addStretch(1);
    column->addLayout(buttons);
    setMinimumWidth(usualWidth);
}

void HandRequestDialog::takeCase()
{
    const UseCase &useCase = useCases.at(size_t(m_case->currentIndex()));
    m_message->setText(*useCase.message ? translated(useCase.message) : QString());
    m_scope->setText(QString::fromLatin1(useCase.scope));
    refresh();
}

QString HandRequestDialog::missing() const
{
    if (m_approvers.isEmpty())
        return tr("This connection knows nobody who could be asked. Add an approver in Connections.");
    const QString message = m_message->text().trimmed();
    if (message.isEmpty())
        return tr("Write what the phone shows.");
    if (message.contains(u'…'))
        return tr("Write what belongs in the place of “…”.");
    if (m_scope->text().trimmed().isEmpty())
        return tr("Write what is asked for, such as approve:action.");
    const QString amount = m_amount->text().trimmed();
    if (!amount.isEmpty() && !isDecimal(amount))
        return tr("The amount is no decimal.");
    return amount.isEmpty() != m_currency->text().trimmed().isEmpty() ? tr("Amount and currency belong together.")
                                                                      : QString();
}

void HandRequestDialog::refresh()
{
    const QString why = missing();
    m_missing->setText(why);
    m_ask->setEnabled(why.isEmpty());
    m_left->setText(tr("%1 of %2 characters").arg(m_message->text().size()).arg(longestMessage));
}

HandRequest HandRequestDialog::request() const
{
    const UseCase &useCase = useCases.at(size_t(m_case->currentIndex()));
    return {.message = m_message->text().simplified(),
            .scope = m_scope->text().simplified(),
            .type = QString::fromLatin1(useCase.type),
            .amount = m_amount->text().trimmed(),
            .currency = m_currency->text().trimmed(),
            .recipient = m_recipient->text().trimmed(),
            .resource = m_resource->text().trimmed()};
}

Approver HandRequestDialog::approver() const
{
    return m_approvers.value(m_who->currentIndex());
}

} // namespace chancery
