// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/settlements/settlementssection.h"

#include "ui/panels/settlements/decidebox.h"
#include "ui/panels/settlements/decisionprogress.h"
#include "ui/panels/settlements/settlementdetail.h"
#include "ui/panels/settlements/settlementfilters.h"
#include "ui/panels/settlements/settlementlist.h"
#include "ui/theme/metrics.h"
#include "ui/theme/stylepaint.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/splitter.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

// Where the parts of a section of settlements are, and its keys.

namespace chancery {

using namespace Qt::StringLiterals;
using keystone::Decision;

namespace {

constexpr int listShare = 540;
constexpr int sheetShare = 660;
constexpr auto aSecond = std::chrono::seconds(1);

/// A sheet with an edge, as cards are.
class Sheet : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paint::surface(
            painter, rect(),
            {.fill = color(Token::Base, palette()), .line = color(Token::Line, palette()), .corner = size::cardCorner});
    }
};

} // namespace

void SettlementsSection::build()
{
    setObjectName(m_scope == ReaderScope::Queue ? u"reviewSection"_s : u"allSettlementsSection"_s);
    m_banner = new Banner(this);
    m_banner->setObjectName(u"decisionBanner"_s);
    m_progress = new DecisionProgress(this);
    m_filters = new SettlementFilters(this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, 0, space::huge, 0);
    column->setSpacing(space::medium);
    column->addWidget(m_banner);
    column->addWidget(m_progress);
    column->addWidget(m_filters);
    column->addWidget(buildBody(), 1);
    setFocusProxy(m_list);
}

QWidget *SettlementsSection::buildBody()
{
    auto *body = new QWidget(this);
    m_busy = new BusyBar(body);
    auto *splitter = new Splitter(Qt::Horizontal, body);
    splitter->setObjectName(u"settlementsSplitter"_s);
    auto *left = new QWidget(splitter);
    m_list = new SettlementList({m_model, m_scope, [this] { return m_parts.client.now(); }}, left);
    auto *leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 0, 0, 0);
    leftColumn->setSpacing(space::small);
    leftColumn->addWidget(m_list, 1);
    leftColumn->addWidget(buildFooter());
    splitter->addWidget(left);
    splitter->addWidget(buildSheet());
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({listShare, sheetShare});
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_busy);
    column->addWidget(splitter, 1);
    return body;
}

QWidget *SettlementsSection::buildFooter()
{
    m_footer = new QWidget(this);
    m_loaded = new QLabel(m_footer);
    m_loaded->setObjectName(u"settlementsLoaded"_s);
    setType(*m_loaded, Type::Secondary);
    m_more = new QPushButton(tr("Load &more"), m_footer);
    m_more->setObjectName(u"loadMoreSettlements"_s);
    m_all = new QPushButton(tr("&Load all"), m_footer);
    m_all->setObjectName(u"loadAllSettlements"_s);
    auto *row = new QHBoxLayout(m_footer);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    row->addWidget(m_loaded, 1);
    row->addWidget(m_more);
    row->addWidget(m_all);
    m_footer->setVisible(m_scope == ReaderScope::All);
    connect(m_more, &QPushButton::clicked, &m_reader, &SettlementReader::readMore);
    connect(m_all, &QPushButton::clicked, &m_reader, &SettlementReader::readAll);
    return m_footer;
}

QWidget *SettlementsSection::buildSheet()
{
    auto *sheet = new Sheet(this);
    m_detail = new SettlementDetail([this] { return m_parts.client.now(); }, sheet);
    m_decide = new DecideBox(sheet);
    auto *column = new QVBoxLayout(sheet);
    column->setContentsMargins(space::large, space::large, space::large, space::large);
    column->setSpacing(space::medium);
    column->addWidget(m_detail, 1);
    column->addWidget(m_decide);
    return sheet;
}

void SettlementsSection::addShortcuts()
{
    const auto add = [this](const QKeySequence &keys, auto slot) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, slot);
    };
    // Fields take letters for themselves, so these work everywhere else.
    add(QKeySequence(Qt::Key_A), [this] { m_decide->choose(Decision::Approve); });
    add(QKeySequence(Qt::Key_R), [this] { m_decide->choose(Decision::Reject); });
    add(QKeySequence::Find, [this] { m_filters->focusSearch(); });
    add(QKeySequence::Refresh, [this] { refresh(); });
}

void SettlementsSection::connectReading()
{
    connect(&m_reader, &SettlementReader::came, this, &SettlementsSection::came);
    connect(&m_reader, &SettlementReader::left, this, &SettlementsSection::left);
    connect(&m_reader, &SettlementReader::progressed, this, &SettlementsSection::progressed);
    connect(&m_reader, &SettlementReader::failed, this, &SettlementsSection::showTrouble);
    connect(&m_reader, &SettlementReader::completed, this, [this] {
        m_list->setLoad(SettlementList::Load::Here);
        m_filters->learn(m_model, m_templates);
        showCounts();
        showDamaged();
    });
    connect(&m_focus, &SettlementFocus::read, this, [this](const DecisionReading &reading) {
        m_reader.take(reading.now);
        showFresh(reading.now);
        if (m_selected.size() == 1 && m_selected.first().id == reading.now.id)
            m_detail->showEvents(reading.events);
    });
    connect(&m_focus, &SettlementFocus::relatedRead, m_detail, &SettlementDetail::showRelated);
    m_countdown.setInterval(aSecond);
    connect(&m_countdown, &QTimer::timeout, this, &SettlementsSection::showWait);
    connect(&m_parts.client, &keystone::Client::waiting, this, [this](const RetryWait &wait) {
        m_wait = wait;
        m_countdown.start();
        showWait();
    });
    connect(&m_parts.client, &keystone::Client::resumed, this, &SettlementsSection::endWait);
    connect(&m_templates, &TemplateBook::changed, this, [this] {
        m_model.templatesChanged();
        showSelected();
    });
}

void SettlementsSection::connectParts()
{
    connect(m_filters, &SettlementFilters::changed, this, [this] {
        m_model.setFilter(m_filters->filter());
        showCounts();
    });
    connect(m_list, &SettlementList::filtersUnwanted, m_filters, &SettlementFilters::clear);
    connect(m_list, &SettlementList::selectionChanged, this, &SettlementsSection::selectionChanged);
    connect(m_list, &SettlementList::moreWanted, &m_reader, &SettlementReader::readMore);
    connect(m_detail, &SettlementDetail::openWanted, this, &SettlementsSection::open);
    connect(m_decide, &DecideBox::wanted, this, &SettlementsSection::wantDecision);
    connect(m_decide, &DecideBox::left, m_list, &SettlementList::focusTable);
    connect(m_progress, &DecisionProgress::stopWanted, this, [this] {
        m_batch.stop();
        m_progress->show(m_batch.counts(), m_batch.isStopping());
    });
    connect(&m_batch, &DecisionBatch::reported, this, &SettlementsSection::reported);
    connect(&m_batch, &DecisionBatch::ended, this, &SettlementsSection::batchEnded);
}

} // namespace chancery
