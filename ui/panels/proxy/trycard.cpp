// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/proxy/trycard.h"

#include "core/keychains/calls.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/form.h"
#include "ui/widgets/statepill.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QUrlQuery>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostShown = 20'000;
constexpr int shownLines = 12;

/// As typed: a path with its query.
HttpRequest requestOf(const QString &typed)
{
    const QString path = typed.section(u'?', 0, 0);
    HttpRequest request{.call = keychains::calls::tryIt,
                        .path = path.split(u'/', Qt::SkipEmptyParts),
                        .expect = Expect::AnyStatus,
                        .retries = 0};
    const auto items = QUrlQuery(typed.section(u'?', 1)).queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items)
        request.query.append({name, value});
    return request;
}

QString shown(const HttpAnswer &answer)
{
    const auto parsed = json::parse(answer.raw);
    const QString text = QString::fromUtf8(parsed ? json::write(*parsed, json::Layout::Indented) : answer.raw);
    return text.size() > mostShown ? text.left(mostShown) + u"\n…"_s : text;
}

} // namespace

TryCard::TryCard(const QList<Service> &services, QWidget *parent)
    : Card(tr("Try the way"), parent)
    , m_services(services)
    , m_service(new QComboBox(this))
    , m_path(new QLineEdit(this))
    , m_send(new QPushButton(tr("&Send"), this))
    , m_state(new StatePill(this))
    , m_banner(new Banner(this))
    , m_body(new QPlainTextEdit(this))
{
    setObjectName(u"tryCard"_s);
    for (const Service &service : m_services)
        m_service->addItem(service.name);
    layOut();
    connect(m_service, &QComboBox::currentIndexChanged, this, &TryCard::chooseService);
    connect(m_path, &QLineEdit::returnPressed, this, &TryCard::send);
    connect(m_path, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_send->setEnabled(!text.trimmed().isEmpty() && !m_asking); });
    connect(m_send, &QPushButton::clicked, this, &TryCard::send);
    chooseService();
}

void TryCard::layOut()
{
    m_service->setObjectName(u"tryService"_s);
    m_path->setObjectName(u"tryPath"_s);
    m_send->setObjectName(u"trySend"_s);
    m_send->setAccessibleName(tr("Send"));
    m_state->setObjectName(u"tryState"_s);
    m_state->hide();
    m_banner->setObjectName(u"tryBanner"_s);
    m_body->setObjectName(u"tryAnswer"_s);
    m_body->setAccessibleName(tr("The answer as it came"));
    m_body->setReadOnly(true);
    m_body->setTabChangesFocus(true);
    m_body->setFont(typeFont(Type::Code));
    m_body->setPlaceholderText(tr("The answer stands here as it came. Only reading (GET) can be tried."));
    m_body->setMinimumHeight(shownLines * m_body->fontMetrics().lineSpacing());
    addHeaderWidget(m_state);
    auto *form = new Form;
    form->addField(tr("Serv&ice"), m_service);
    auto *line = new QHBoxLayout;
    line->setSpacing(space::small);
    line->addWidget(m_path, 1);
    line->addWidget(m_send);
    auto *label = new QLabel(tr("Pa&th"), this);
    label->setBuddy(m_path);
    m_path->setAccessibleName(tr("Path"));
    form->addRow(label, line);
    body()->setSpacing(space::medium);
    body()->addLayout(form);
    body()->addWidget(m_banner);
    body()->addWidget(m_body, 1);
}

void TryCard::chooseService()
{
    const int place = m_service->currentIndex();
    if (place >= 0)
        m_path->setText(m_services[place].path);
}

void TryCard::send()
{
    const int place = m_service->currentIndex();
    if (place < 0 || m_asking || m_path->text().trimmed().isEmpty())
        return;
    m_banner->clear();
    m_body->clear();
    m_state->setState(Tone::Accent, tr("Asking"));
    m_state->show();
    m_send->setEnabled(false);
    m_asking = std::make_unique<QObject>();
    m_services[place]
        .client->send(requestOf(m_path->text().trimmed()))
        .then(m_asking.get(), [this](const Result<HttpAnswer> &answer) {
            m_asking.release()->deleteLater(); // we are in its continuation
            m_send->setEnabled(true);
            take(answer);
        });
}

void TryCard::take(const Result<HttpAnswer> &answer)
{
    if (!answer) {
        m_state->setState(Tone::Bad, tr("Failed"));
        return m_banner->showError(answer.error());
    }
    const bool isGood = answer->status / 100 == 2;
    m_state->setState(isGood ? Tone::Good : Tone::Attention, QString::number(answer->status));
    m_body->setPlainText(shown(*answer));
}

} // namespace chancery
