// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/proxy/proxypanel.h"

#include "ui/panels/proxy/tokencard.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/fieldlist.h"
#include "ui/widgets/panelheader.h"
#include "ui/widgets/scrollpane.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/texts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostCalls = 200;
constexpr int leftWidth = 420;
constexpr qint64 longestShown = 60'000; ///< milliseconds

QString placeholder(const QString &name)
{
    return u"{{%1}}"_s.arg(name);
}

RecordCell outcomeOf(const LogEntry &entry)
{
    if (entry.status == 0)
        return {.text = ProxyPanel::tr("No answer"), .tone = Tone::Bad};
    const int hundred = entry.status / 100;
    const Tone tone = hundred == 2                                 ? Tone::Good
                      : entry.status == 403 || entry.status == 401 ? Tone::Attention
                                                                   : Tone::Bad;
    return {.text = QString::number(entry.status), .tone = tone};
}

Record recordOf(const LogEntry &entry, int number)
{
    return {.id = QString::number(number),
            .cells = {outcomeOf(entry),
                      {.text = entry.call, .tip = entry.method + u' ' + entry.address, .copy = entry.address},
                      {.text = logTimeText(entry.time), .tip = exactText(entry.time)},
                      {.text = ProxyPanel::tr("%1 ms").arg(numberText(entry.took.count())),
                       .align = Qt::AlignRight | Qt::AlignVCenter}}};
}

} // namespace

ProxyPanel::ProxyPanel(const Parts &parts, QWidget *parent)
    : Panel(parent)
    , m_route(parts.route)
    , m_profile(parts.profile)
    , m_header(new PanelHeader(ProxyPanel::title(), this))
    , m_banner(new Banner(this))
    , m_token(new TokenCard(parts.route, *parts.profile.keychains, this))
    , m_uses(new FieldList(this))
    , m_try(new TryCard(parts.services, this))
    , m_model(new RecordsModel({tr("Answer"), tr("Call"), tr("When"), tr("Took")}, this))
    , m_calls(new TableView(this))
    , m_empty(new EmptyState(
          {u"key"_s, tr("Nothing went through yet"), tr("Each call through the proxy is listed here with its answer.")},
          this))
    , m_stack(new QStackedWidget(this))
{
    setObjectName(u"proxyPanel"_s);
    layOut(parts);
    connect(m_token, &TokenCard::provided, this, [this] {
        m_banner->clear();
        Q_EMIT tokenProvided();
    });
    connect(m_token, &TokenCard::standing, this, &Panel::statusChanged);
    connect(m_token, &TokenCard::lifeChanged, this, &Panel::badgeChanged);
}

void ProxyPanel::layOut(const Parts &parts)
{
    m_banner->setObjectName(u"proxyBanner"_s);
    m_header->setSubtitle(parts.profile.keychains->base.toDisplayString());
    auto *content = new QWidget;
    content->setMinimumWidth(leftWidth);
    auto *left = new QVBoxLayout(content);
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(space::medium);
    left->addWidget(m_token);
    left->addWidget(buildUses());
    left->addStretch(1);
    auto *pane = new ScrollPane(content, this);
    pane->setObjectName(u"proxyPane"_s);
    auto *right = new QVBoxLayout;
    right->setSpacing(space::medium);
    right->addWidget(m_try, 1);
    right->addWidget(buildCalls(), 1);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::large);
    row->addWidget(pane, 1);
    row->addLayout(right, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::large, space::huge, space::large);
    column->setSpacing(space::medium);
    column->addWidget(m_header);
    column->addWidget(m_banner);
    column->addLayout(row, 1);
}

void ProxyPanel::showTrusted()
{
    const KeychainsService &proxy = *m_profile.keychains;
    const auto way = [](const QString &name) { return name.isEmpty() ? tr("straight, own key") : placeholder(name); };
    const QStringList &trusted = m_route.settings().trusted;
    m_uses->setFields(
        {{tr("Passports, imports, points"), way(proxy.passports), u"passports"_s},
         {tr("Settlements"), m_profile.keystone ? way(proxy.settlements) : tr("none in this connection"),
          u"settlements"_s},
         {tr("Approvals"), tr("always straight"), u"approvals"_s},
         {tr("Account"), proxy.account.isEmpty() ? tr("the proxy's default one") : proxy.account, u"account"_s},
         {tr("Other proxies trusted"), trusted.isEmpty() ? tr("none") : trusted.join(u", "_s), u"trusted"_s}});
}

QWidget *ProxyPanel::buildUses()
{
    auto *card = new Card(tr("What goes through"), this);
    showTrusted();
    card->body()->addWidget(m_uses);
    auto *note = new QLabel(tr("The proxy puts the credentials in; their values are never here. Answers pass through "
                               "it in clear text, and whoever holds the "
                               "token can call within its scopes until it ends."),
                            card);
    note->setWordWrap(true);
    setType(*note, Type::Secondary);
    card->body()->addWidget(note);
    return card;
}

QWidget *ProxyPanel::buildCalls()
{
    auto *card = new Card(tr("Latest calls"), this);
    card->setFlush();
    m_calls->setObjectName(u"proxyCalls"_s);
    m_calls->setAccessibleName(tr("Latest calls"));
    m_calls->setModel(m_model);
    m_calls->setItemDelegate(new StatePillDelegate(m_calls));
    m_calls->setStretchColumn(1);
    m_calls->setLeastWidth(3, m_calls->fontMetrics().horizontalAdvance(tr("%1 ms").arg(numberText(longestShown))) +
                                  2 * space::medium);
    m_empty->setObjectName(u"proxyCallsEmpty"_s);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_calls);
    card->body()->addWidget(m_stack);
    return card;
}

void ProxyPanel::watch(RequestLog &log)
{
    for (const LogEntry &entry : log.entries())
        note(entry);
    connect(&log, &RequestLog::recorded, this, &ProxyPanel::note);
}

void ProxyPanel::note(const LogEntry &entry)
{
    m_records.prepend(recordOf(entry, ++m_number));
    if (m_records.size() > mostCalls)
        m_records.removeLast();
    m_model->setRecords(m_records);
    m_stack->setCurrentWidget(m_calls);
}

void ProxyPanel::focusToken()
{
    m_token->focusToken();
}

void ProxyPanel::showError(const Error &error)
{
    m_banner->clear();
    m_banner->showError(error);
}

} // namespace chancery
