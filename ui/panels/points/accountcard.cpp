// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/points/accountcard.h"

#include "ui/panels/points/pointsproblem.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/form.h"
#include "ui/widgets/texts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace chancery {

using namespace Qt::StringLiterals;

AccountCard::AccountCard(const PointsDesk &desk, QWidget *parent)
    : Card(tr("Account"), parent)
    , m_desk(desk)
    , m_notes(desk.settings)
    , m_id(new QLineEdit(this))
    , m_problem(new PointsProblem(*m_id, this))
    , m_label(new QLineEdit(this))
    , m_wallet(new QLineEdit(this))
    , m_balance(new QLabel(this))
    , m_told(new RelativeTime(this))
    , m_read(new QPushButton(tr("&Read"), this))
{
    layOut();
    forget();
    setFocusProxy(m_id);
    connect(m_id, &QLineEdit::textChanged, this, &AccountCard::textChanged);
    connect(m_id, &QLineEdit::editingFinished, this, &AccountCard::edited);
    connect(m_label, &QLineEdit::editingFinished, this, [this] {
        if (m_known.isEmpty() || m_label->text().trimmed() == m_notes.label(m_known))
            return;
        m_notes.setLabel(m_known, m_label->text());
        Q_EMIT labelChanged();
    });
    connect(m_wallet, &QLineEdit::editingFinished, this, [this] {
        if (!m_known.isEmpty() && !m_wallet->isReadOnly())
            m_notes.setWallet(m_known, m_wallet->text());
    });
    connect(m_read, &QPushButton::clicked, this, [this] {
        edited();
        read();
    });
}

AccountCard::~AccountCard() = default;

void AccountCard::layOut()
{
    m_id->setObjectName(u"accountId"_s);
    m_id->setAccessibleName(tr("Account"));
    m_id->setPlaceholderText(tr("Id, or a label of yours"));
    m_problem->setObjectName(u"accountProblem"_s);
    m_label->setObjectName(u"accountLabel"_s);
    m_label->setPlaceholderText(tr("Your own word for it"));
    m_label->setToolTip(tr("Kept on this machine only. It must not be a person's name, mail or number."));
    m_wallet->setObjectName(u"accountWallet"_s);
    m_wallet->setPlaceholderText(tr("Where the service does not tell it"));
    auto *hint =
        new QLabel(tr("A label must not be the name of a person, nor a mail address or a number of theirs."), this);
    hint->setObjectName(u"labelHint"_s);
    hint->setWordWrap(true);
    hint->setTextFormat(Qt::PlainText);
    setType(*hint, Type::Secondary);
    auto *form = new Form;
    form->addField(tr("I&d"), m_id);
    form->addRow(QString(), m_problem);
    form->addField(tr("&Label"), m_label);
    form->addRow(QString(), hint);
    form->addField(tr("&Wallet"), m_wallet);
    form->addRow(tr("Balance"), buildBalance());
    body()->addLayout(form);
}

QWidget *AccountCard::buildBalance()
{
    auto *row = new QWidget(this);
    m_balance->setObjectName(u"accountBalance"_s);
    m_balance->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setType(*m_balance, Type::BodyStrong);
    m_told->setObjectName(u"balanceTime"_s);
    setType(*m_told, Type::Secondary);
    m_read->setObjectName(u"readBalance"_s);
    m_read->setAccessibleName(tr("Read the balance"));
    m_read->setToolTip(tr("Ask the service for the balance"));
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::small);
    line->addWidget(m_balance);
    line->addWidget(m_told, 1);
    line->addWidget(m_read);
    return row;
}

Result<QString> AccountCard::account() const
{
    return keyban::judgeAccountId(m_notes.accountOf(m_id->text()));
}

QString AccountCard::wallet() const
{
    return m_wallet->text().trimmed();
}

void AccountCard::setAccount(const QString &id)
{
    m_id->setText(id);
    edited();
}

void AccountCard::showProblem(const Error &error)
{
    m_id->text().trimmed().isEmpty() ? m_problem->say(tr("Type or paste the id of the account."))
                                     : m_problem->say(error);
}

void AccountCard::point()
{
    if (const auto id = account(); !id)
        showProblem(id.error());
    m_id->setFocus(Qt::OtherFocusReason);
}

void AccountCard::textChanged()
{
    const auto id = account();
    if (!id && !m_id->text().isEmpty())
        showProblem(id.error());
    else
        m_problem->say(QString());
    if (id && *id == m_known)
        return;
    if (!std::exchange(m_known, {}).isEmpty())
        Q_EMIT accountChanged({});
    forget();
}

void AccountCard::edited()
{
    const auto id = account();
    if (!id || *id == m_known)
        return;
    m_known = *id;
    m_label->setText(m_notes.label(m_known));
    m_wallet->setText(m_notes.wallet(m_known));
    for (QWidget *part : {static_cast<QWidget *>(m_label), static_cast<QWidget *>(m_wallet)})
        part->setEnabled(true);
    Q_EMIT accountChanged(m_known);
    read();
}

void AccountCard::forget()
{
    m_reading.reset();
    m_label->clear();
    m_wallet->clear();
    m_wallet->setReadOnly(false);
    m_label->setEnabled(false);
    m_wallet->setEnabled(false);
    m_balance->setText(u"–"_s);
    m_told->setMoment({});
}

void AccountCard::read()
{
    if (m_known.isEmpty())
        return;
    m_reading = std::make_unique<QObject>();
    m_desk.client.readAccount(m_known).then(m_reading.get(),
                                            [this](const Result<keyban::LoyaltyAccount> &told) { take(told); });
}

/// A service that does not show accounts is no failure: points can be minted all the same.
void AccountCard::take(const Result<keyban::LoyaltyAccount> &told)
{
    if (!told) {
        m_balance->setText(told.error().cause == Cause::NotOffered ? tr("not told by the service") : tr("not known"));
        m_told->setMoment({});
        if (told.error().cause != Cause::NotOffered)
            Q_EMIT failed(told.error());
        return;
    }
    bool isNumber = false;
    const qint64 balance = told->optimisticBalance.toLongLong(&isNumber);
    m_balance->setText(isNumber                            ? tr("%1 points").arg(numberText(balance))
                       : told->optimisticBalance.isEmpty() ? tr("not told by the service")
                                                           : told->optimisticBalance);
    m_told->setMoment(QDateTime::currentDateTimeUtc(), tr("said"));
    if (told->address.isEmpty())
        return;
    m_wallet->setText(told->address);
    m_wallet->setCursorPosition(0);
    m_wallet->setReadOnly(true);
}

} // namespace chancery
