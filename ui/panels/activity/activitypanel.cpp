// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/activity/activitypanel.h"

#include "ui/panels/activity/auditdetail.h"
#include "ui/panels/activity/auditfilters.h"
#include "ui/panels/activity/auditlist.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/panelheader.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/texts.h"
#include "ui/words/audittext.h"
#include "ui/words/decisiontext.h"

#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

namespace chancery {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto lookEvery = 1500ms;
constexpr int listShare = 640; ///< of the width that there is
constexpr int detailShare = 420;

} // namespace

ActivityPanel::ActivityPanel(Ledger &ledger, QWidget *parent)
    : Panel(parent)
    , m_ledger(ledger)
{
    setObjectName(u"activityPanel"_s);
    build();
    addShortcuts();
    m_look.setInterval(lookEvery);
    connect(&m_look, &QTimer::timeout, this, [this] { lookForNewer(Then::Tell); });
    connect(m_verify, &QPushButton::clicked, this, &ActivityPanel::verify);
    connect(m_export, &QPushButton::clicked, this, &ActivityPanel::chooseExport);
    connect(m_filters, &AuditFilters::changed, this,
            [this] { m_list->setQuery(m_filters->query(), m_filters->isActive()); });
    connect(m_list, &AuditList::filtersUnwanted, m_filters, &AuditFilters::clear);
    connect(m_list, &AuditList::failed, this, &ActivityPanel::fail);
    connect(m_list, &AuditList::loaded, this, [this] {
        for (QWidget *part : {static_cast<QWidget *>(m_filters), static_cast<QWidget *>(m_detail)})
            part->setVisible(!m_list->isWithoutEntries());
    });
    connect(m_list, &AuditList::entryChosen, this,
            [this](const AuditEntry *entry) { entry ? m_detail->show(*entry) : m_detail->clear(); });
    connect(m_detail, &AuditDetail::subjectWanted, m_filters, &AuditFilters::searchOnly);
    showVerdict();
}

ActivityPanel::~ActivityPanel() = default;

void ActivityPanel::build()
{
    m_header = new PanelHeader(ActivityPanel::title(), this);
    m_standing = new StatePill(this);
    m_standing->setObjectName(u"chainStanding"_s);
    m_verify = new QPushButton(themeIcon(u"shield"_s), tr("Ve&rify again"), this);
    m_verify->setObjectName(u"verifyChain"_s);
    m_verify->setAccessibleName(tr("Verify again"));
    m_export = new QPushButton(themeIcon(u"download"_s), tr("&Export…"), this);
    m_export->setObjectName(u"exportAudit"_s);
    m_export->setAccessibleName(tr("Export…"));
    m_export->setToolTip(tr("Write the whole log to a file that anybody can examine (Ctrl+E)"));
    m_header->addAction(m_standing);
    m_header->addAction(m_verify);
    m_header->addAction(m_export);

    m_banner = new Banner(this);
    m_filters = new AuditFilters(this);
    auto *splitter = new Splitter(Qt::Horizontal, this);
    splitter->setObjectName(u"activitySplitter"_s);
    m_list = new AuditList(m_ledger, splitter);
    m_detail = new AuditDetail(splitter);
    setFocusProxy(m_list);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({listShare, detailShare});
    splitter->setHandleWidth(space::large);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::large, space::huge, space::large);
    column->setSpacing(space::medium);
    column->addWidget(m_header);
    column->addWidget(m_banner);
    column->addWidget(m_filters);
    column->addWidget(splitter, 1);
}

void ActivityPanel::addShortcuts()
{
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, m_filters, &AuditFilters::focusSearch);
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_E), this), &QShortcut::activated, m_export,
            &QPushButton::click);
}

void ActivityPanel::showEvent(QShowEvent *event)
{
    Panel::showEvent(event);
    m_look.start();
    m_verdict ? lookForNewer(Then::Verify) : refresh();
}

void ActivityPanel::hideEvent(QHideEvent *event)
{
    m_look.stop();
    Panel::hideEvent(event);
}

void ActivityPanel::refresh()
{
    m_banner->clear();
    m_list->setQuery(m_filters->query(), m_filters->isActive());
    m_ledger.auditFacets().then(this, [this](const Result<AuditFacets> &facets) {
        if (facets)
            takeFacets(*facets);
    });
    verify();
}

void ActivityPanel::verify()
{
    m_verify->setEnabled(false);
    m_standing->setState(Tone::Neutral, tr("Verifying"));
    m_verifying = std::make_unique<QObject>();
    m_ledger.verifyAudit().then(m_verifying.get(),
                                [this](const Result<ChainVerdict> &verdict) { takeVerdict(verdict); });
}

void ActivityPanel::takeVerdict(const Result<ChainVerdict> &verdict)
{
    m_verify->setEnabled(true);
    if (!verdict) {
        m_verdict.reset();
        showVerdict();
        return fail(verdict.error());
    }
    m_verdict = *verdict;
    m_verified = QDateTime::currentDateTimeUtc();
    if (!m_verdict->broken)
        m_facets.entries = std::max(m_facets.entries, m_verdict->entries);
    showVerdict();
    if (m_verdict->broken)
        m_banner->showContent({.tone = Tone::Bad,
                               .headline = describe(*m_verdict),
                               .remedy = verdictRemedy(*m_verdict, m_ledger.path())});
}

void ActivityPanel::showVerdict()
{
    const bool isEmpty = m_verdict && !m_verdict->broken && m_facets.entries == 0;
    for (QPushButton *button : {m_verify, m_export})
        button->setVisible(!isEmpty);
    if (!m_verdict || isEmpty) {
        m_standing->setState(Tone::Attention, isEmpty ? QString() : tr("Not verified"));
        return m_header->setSubtitle({});
    }
    QString line = verdictLine(*m_verdict, m_verified);
    if (const qint64 since = m_facets.entries - m_verdict->entries; since > 0 && !m_verdict->broken)
        line = tr("%1 · %2 added since").arg(line, numberText(since));
    m_standing->setState(m_verdict->broken ? Tone::Bad : Tone::Good,
                         m_verdict->broken ? tr("Chain broken") : tr("Chain whole"));
    m_header->setSubtitle(line);
}

/// Asks for one number; the entries are read only when there are new ones.
void ActivityPanel::lookForNewer(Then then)
{
    m_ledger.auditEntries({.limit = 1}).then(this, [this, then](const Result<QList<AuditEntry>> &newest) {
        if (!newest || newest->isEmpty() || newest->first().sequence <= m_facets.entries)
            return;
        m_list->lookForNewer();
        if (then == Then::Verify || (m_verdict && m_verdict->entries == 0))
            verify();
        m_ledger.auditFacets().then(this, [this](const Result<AuditFacets> &facets) {
            if (facets)
                takeFacets(*facets);
        });
    });
}

void ActivityPanel::takeFacets(const AuditFacets &facets)
{
    m_facets = facets;
    m_filters->setFacets(facets);
    m_export->setEnabled(facets.entries > 0);
    if (m_verdict)
        showVerdict();
}

void ActivityPanel::fail(const Error &error)
{
    m_banner->clear();
    m_banner->showError(error);
    QPushButton *again = m_banner->addAction(tr("Try again"));
    again->setObjectName(u"readAuditAgain"_s);
    connect(again, &QPushButton::clicked, this, &ActivityPanel::refresh);
}

} // namespace chancery
