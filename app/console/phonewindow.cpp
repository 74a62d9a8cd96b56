// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/phonewindow.h"

#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/card.h"
#include "ui/widgets/countdownring.h"
#include "ui/widgets/fieldlist.h"

#include <QDateTime>
#include <QLabel>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace chancery {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto lookEvery = 700ms;
constexpr int phoneWidth = 340;
constexpr int phoneHeight = 560;
constexpr auto longest = 600s; ///< that a question is asked for

QNetworkRequest requestOf(const QUrl &control)
{
    QUrl url = control;
    url.setPath(control.path() + u"/phone"_s);
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    return request;
}

QString nameOf(const QString &key)
{
    if (key == u"type")
        return PhoneWindow::tr("Action");
    if (key == u"amount")
        return PhoneWindow::tr("Amount");
    if (key == u"currency")
        return PhoneWindow::tr("Currency");
    if (key == u"recipient")
        return PhoneWindow::tr("For");
    if (key == u"resource")
        return PhoneWindow::tr("About");
    return key;
}

} // namespace

PhoneWindow::PhoneWindow(QUrl control)
    : m_control(std::move(control))
    , m_stack(new QStackedWidget(this))
    , m_quiet(new QLabel(this))
    , m_message(new QLabel(this))
    , m_more(new QLabel(this))
    , m_fields(new FieldList(this))
    , m_ring(new CountdownRing(this))
    , m_approve(new QPushButton(tr("&Approve"), this))
    , m_deny(new QPushButton(tr("&Deny"), this))
{
    setObjectName(u"phoneWindow"_s);
    setWindowTitle(tr("Simulated phone"));
    setAttribute(Qt::WA_QuitOnClose, false);
    layOut();
    m_look.setInterval(lookEvery);
    connect(&m_look, &QTimer::timeout, this, &PhoneWindow::look);
    connect(m_approve, &QPushButton::clicked, this, [this] { answer(u"approve"_s); });
    connect(m_deny, &QPushButton::clicked, this, [this] { answer(u"deny"_s); });
    tell(tr("Nobody asks for anything."));
}

PhoneWindow::~PhoneWindow() = default;

void PhoneWindow::setControl(const QUrl &control)
{
    m_control = control;
}

void PhoneWindow::layOut()
{
    auto *name = new QLabel(tr("A phone, played by the sandbox"), this);
    setType(*name, Type::Secondary);
    name->setAlignment(Qt::AlignCenter);
    m_stack->addWidget(buildQuiet());
    m_stack->addWidget(buildQuestion());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::large, space::large, space::large);
    column->setSpacing(space::medium);
    column->addWidget(name);
    column->addWidget(m_stack, 1);
    setMinimumWidth(phoneWidth);
    resize(phoneWidth, phoneHeight);
}

QWidget *PhoneWindow::buildQuiet()
{
    m_quiet->setObjectName(u"phoneQuiet"_s);
    m_quiet->setAlignment(Qt::AlignCenter);
    m_quiet->setWordWrap(true);
    return m_quiet;
}

QWidget *PhoneWindow::buildQuestion()
{
    auto *card = new Card(tr("Do you approve this?"), this);
    m_message->setObjectName(u"phoneMessage"_s);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setType(*m_message, Type::BodyStrong);
    setType(*m_more, Type::Secondary);
    m_approve->setObjectName(u"phoneApprove"_s);
    m_approve->setAccessibleName(tr("Approve"));
    setButtonKind(*m_approve, ButtonKind::Primary);
    m_deny->setObjectName(u"phoneDeny"_s);
    m_deny->setAccessibleName(tr("Deny"));
    setButtonKind(*m_deny, ButtonKind::Danger);
    card->body()->setSpacing(space::medium);
    card->body()->addWidget(m_message);
    card->body()->addWidget(m_fields);
    card->body()->addStretch(1);
    card->body()->addWidget(m_ring, 0, Qt::AlignHCenter);
    card->body()->addWidget(m_more, 0, Qt::AlignHCenter);
    card->body()->addWidget(m_approve);
    card->body()->addWidget(m_deny);
    return card;
}

void PhoneWindow::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_look.start();
    look();
}

void PhoneWindow::hideEvent(QHideEvent *event)
{
    m_look.stop();
    QWidget::hideEvent(event);
}

void PhoneWindow::look()
{
    QNetworkReply *reply = m_network.get(requestOf(m_control));
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        reply->deleteLater();
        const auto told = json::parse(reply->readAll());
        told && told->isObject() ? take(*told) : tell(tr("The sandbox does not answer."));
    });
}

void PhoneWindow::take(const json::Value &told)
{
    const json::Value::Array &pending = told[u"pending"].items();
    if (pending.empty())
        return tell(tr("Nobody asks for anything."));
    const qsizetype others = qsizetype(pending.size()) - 1;
    m_more->setText(others == 0 ? QString() : others == 1 ? tr("1 more waits") : tr("%1 more wait").arg(others));
    showQuestion(pending.front());
}

void PhoneWindow::showQuestion(const json::Value &question)
{
    m_stack->setCurrentIndex(1);
    const QString id = question[u"id"].toString();
    if (std::exchange(m_id, id) == id)
        return;
    m_approve->setEnabled(true);
    m_deny->setEnabled(true);
    m_message->setText(question[u"message"].toString());
    QList<FieldList::Field> fields{{tr("Scope"), question[u"scope"].toString(), u"scope"_s}};
    for (const json::Member &detail : question[u"details"].members()) {
        if (detail.key != u"description")
            fields.append({nameOf(detail.key), detail.value.toText(), detail.key});
    }
    fields.removeIf([](const FieldList::Field &field) { return field.value.isEmpty(); });
    m_fields->setFields(fields);
    const QDateTime end = QDateTime::fromString(question[u"expiresAt"].toString(), Qt::ISODateWithMs);
    const auto left = std::chrono::milliseconds(QDateTime::currentDateTimeUtc().msecsTo(end));
    end.isValid() && left > 0ms ? m_ring->start(left, std::min<std::chrono::milliseconds>(left, longest))
                                : m_ring->stop();
}

void PhoneWindow::answer(const QString &word)
{
    m_approve->setEnabled(false);
    m_deny->setEnabled(false);
    json::Value body = json::Value::object();
    body.set(u"id"_s, m_id);
    body.set(u"action"_s, word);
    QNetworkReply *reply = m_network.post(requestOf(m_control), json::write(body));
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        reply->deleteLater();
        look();
    });
}

void PhoneWindow::tell(const QString &words)
{
    m_id.clear();
    m_ring->stop();
    m_quiet->setText(words);
    m_stack->setCurrentIndex(0);
}

} // namespace chancery
