// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/planpage.h"

#include "ui/models/planrowsmodel.h"
#include "ui/panels/imports/plandetail.h"
#include "ui/panels/imports/planhead.h"
#include "ui/panels/imports/planrows.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/environmentstrip.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/texts.h"
#include "ui/words/plantext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace chancery {

using namespace Qt::StringLiterals;
using catalogue::PlanClass;
using catalogue::PlanFilter;

namespace {

constexpr int rowsShare = 630;
constexpr int detailShare = 390;
constexpr int leastNumber = 112;
constexpr int leastName = 136;
constexpr int leastChanges = 116;

} // namespace

PlanPage::PlanPage(PlanSession &plan, QWidget *parent)
    : QWidget(parent)
    , m_plan(plan)
    , m_rows(new PlanRows(plan.mirror(), this))
    , m_model(new PlanRowsModel(this))
    , m_head(new PlanHead(plan, this))
    , m_banner(new Banner(this))
    , m_table(new TableView(this))
    , m_detail(new PlanDetail(this))
    , m_why(new QLabel(this))
    , m_send(new QPushButton(this))
{
    setObjectName(u"planPage"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::medium);
    m_head->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    column->addWidget(m_head);
    column->addWidget(m_banner);
    m_body = createRows();
    column->addWidget(m_body, 1);
    column->addStretch();
    column->addLayout(createFooter());
    connect(&m_plan, &PlanSession::changed, this, &PlanPage::refresh);
    connect(m_head, &PlanHead::filterChosen, this, &PlanPage::showFilter);
    connect(m_banner, &Banner::dismissed, this, [this] { m_told.reset(); });
    connect(&m_plan.session(), &ImportSession::runStarted, this,
            [this](ImportRun *run) { connect(run, &ImportRun::finished, this, &PlanPage::showSendButton); });
    refresh();
}

QWidget *PlanPage::createRows()
{
    m_table->setObjectName(u"planRows"_s);
    m_table->setAccessibleName(tr("Rows of the plan"));
    m_table->setModel(m_model);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setItemDelegateForColumn(PlanRowsModel::Does, new StatePillDelegate(m_table));
    m_table->setStretchColumn(PlanRowsModel::Name);
    m_table->setLeastWidth(PlanRowsModel::Number, leastNumber);
    m_table->setLeastWidth(PlanRowsModel::Name, leastName);
    m_table->setLeastWidth(PlanRowsModel::Changes, leastChanges);
    m_table->setLeastWidth(PlanRowsModel::Does, pillSize(tr("re-certify")).width() + 2 * space::small);
    connect(m_model, &PlanRowsModel::windowWanted, m_rows, &PlanRows::want, Qt::QueuedConnection);
    connect(m_rows, &PlanRows::dropped, m_model, &PlanRowsModel::forget);
    connect(m_rows, &PlanRows::effectFound, this, [this](qint64 record, const catalogue::RowEffect &effect) {
        m_model->setEffect(record, effect);
        const PlannedRow *current = m_model->rowAt(m_table->currentIndex().row());
        if (current && current->record == record)
            showDetail();
    });
    connect(m_rows, &PlanRows::came, this, &PlanPage::take);
    connect(m_rows, &PlanRows::failed, this, &PlanPage::showTrouble);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &PlanPage::showDetail);
    auto *card = new Card(tr("Rows"), this);
    card->setFlush();
    card->body()->addWidget(m_table);
    auto *splitter = new Splitter(Qt::Horizontal, this);
    splitter->setObjectName(u"planSplitter"_s);
    splitter->addWidget(card);
    splitter->addWidget(m_detail);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({rowsShare, detailShare});
    return splitter;
}

QLayout *PlanPage::createFooter()
{
    m_why->setObjectName(u"whyNotSend"_s);
    m_why->setWordWrap(true);
    m_why->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    setType(*m_why, Type::Secondary);
    m_send->setObjectName(u"startImport"_s);
    connect(m_send, &QPushButton::clicked, this, &PlanPage::sendWanted);
    auto *footer = new QHBoxLayout;
    footer->setSpacing(space::medium);
    footer->addWidget(m_why, 1);
    footer->addWidget(m_send);
    return footer;
}

void PlanPage::refresh()
{
    m_head->refresh();
    if (m_shown != m_plan.plan())
        showRows();
    m_body->setVisible(m_shown != nullptr);
    showBanner();
    showSendButton();
}

void PlanPage::showRows()
{
    m_shown = m_plan.plan();
    m_model->show(nullptr, m_filter);
    m_detail->clear();
    m_head->choose(PlanFilter::planned());
}

/// What is on show stays until the first rows of the filter are there, so that nothing flickers and columns fit.
void PlanPage::showFilter(PlanFilter filter)
{
    m_filter = filter;
    m_isNew = m_shown != nullptr;
    m_rows->setPlan(m_shown, filter);
    m_rows->want(0, PlanRowsModel::blockRows);
}

void PlanPage::take(qint64 first, const QList<PlannedRow> &rows)
{
    if (std::exchange(m_isNew, false))
        m_model->show(m_shown, m_filter);
    m_model->fill(first, rows);
    if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(int(first), 0));
    else
        showDetail();
}

void PlanPage::showDetail()
{
    const PlannedRow *row = m_model->rowAt(m_table->currentIndex().row());
    row ? m_detail->show(*row, m_model->effectOf(row->record)) : m_detail->clear();
}

void PlanPage::showBanner()
{
    using State = PlanSession::State;
    const bool isReading = m_plan.planner().stage() == ImportPlanner::Stage::Reading;
    const std::optional<Error> &trouble = m_plan.planner().syncProgress().trouble;
    if (m_plan.state() == State::Moved)
        return showMoved();
    if (m_plan.error())
        return showTrouble(*m_plan.error());
    if (isReading && trouble)
        return showTrouble(*trouble);
    if (m_plan.plan() && !m_plan.plan()->recertifies.isEmpty())
        return showRecertification();
    m_told.reset();
    m_banner->clear();
}

/// Redrawing it with each step of a progress would take the focus from its buttons.
void PlanPage::tell(const BannerContent &content)
{
    m_told = content;
    m_banner->clear();
    m_banner->showContent(content);
}

void PlanPage::showMoved()
{
    const BannerContent content{.tone = Tone::Attention,
                                .headline = tr("Nothing was sent: the plan is no longer the one you saw."),
                                .remedy = moveTexts(m_plan.moves()).join(u' ')};
    if (m_told == content)
        return;
    tell(content);
    QPushButton *next =
        m_banner->addAction(m_plan.moved() ? tr("Show the plan as it is now") : tr("Check the file again"));
    next->setObjectName(u"acceptMoved"_s);
    if (m_plan.moved())
        connect(next, &QPushButton::clicked, &m_plan, &PlanSession::acceptMoved);
    else
        connect(next, &QPushButton::clicked, this, &PlanPage::checkWanted);
}

void PlanPage::showRecertification()
{
    const ImportPlan &plan = *m_plan.plan();
    const QStringList networks = plan.recertifies.keys();
    const bool onMain = std::any_of(networks.begin(), networks.end(),
                                    [](const QString &network) { return keyban::isMainNetwork(network); });
    const BannerContent content{
        .tone = onMain ? Tone::Bad : Tone::Attention,
        .headline = recertificationText(plan),
        .remedy = tr("Certified content of these published passports changes, so the service certifies them again.")};
    if (m_told == content)
        return;
    tell(content);
    QPushButton *look = m_banner->addAction(tr("Show these rows"));
    look->setObjectName(u"showRecertified"_s);
    connect(look, &QPushButton::clicked, this, [this] { m_head->choose({PlanClass::Recertify}); });
}

void PlanPage::showTrouble(const Error &error)
{
    const ErrorText text = describe(error);
    const BannerContent content{.headline = text.headline};
    if (m_told == content)
        return;
    m_told = content;
    m_banner->clear();
    m_banner->showError(error);
    if (m_plan.state() != PlanSession::State::Failed)
        return;
    QPushButton *again = m_banner->addAction(tr("Try again"));
    again->setObjectName(u"planAgain"_s);
    connect(again, &QPushButton::clicked, &m_plan, &PlanSession::prepare);
}

/// The button says exactly what it does and where.
void PlanPage::showSendButton()
{
    const ImportsPanelFacts &facts = m_plan.session().facts();
    const auto danger = facts.live ? EnvironmentFacts::Live : EnvironmentFacts::Test;
    const qint64 rows = m_plan.plan() ? m_plan.plan()->sent() : 0;
    const QString place = tr("%1 (%2)").arg(facts.profileName, dangerWord(danger));
    if (!m_plan.plan())
        m_send->setText(tr("Send to %1").arg(place));
    else if (m_plan.session().isRunning())
        m_send->setText(tr("Send to %1 afterwards").arg(place));
    else
        m_send->setText(rows == 1 ? tr("Send 1 row to %1").arg(place)
                                  : tr("Send %1 rows to %2").arg(numberText(rows), place));
    setButtonKind(*m_send, facts.live ? ButtonKind::Danger : ButtonKind::Primary);
    const QString why = whyNotSend();
    m_why->setText(why);
    m_send->setEnabled(why.isEmpty() && m_plan.state() == PlanSession::State::Ready);
}

QString PlanPage::whyNotSend() const
{
    ImportSession &session = m_plan.session();
    if (m_plan.state() != PlanSession::State::Ready)
        return {};
    if (m_plan.plan()->sent() == 0) {
        if (m_plan.plan()->count(PlanClass::Unchanged) == 0)
            return tr("There is no row that can be sent.");
        const bool isWhole = m_plan.plan()->refused() + m_plan.plan()->report.leftOut == 0;
        return isWhole ? tr("Everything that the file says is there already.")
                       : tr("Everything that could be sent is there already.");
    }
    if (session.client().guardLevel() == GuardLevel::ReadOnly)
        return tr("This connection is read-only. Change its guard in Connections.");
    if (!session.client().settings().dialectDecided)
        return tr("It is not known yet how this service spells passports. Choose the dialect in Connections.");
    return {};
}

} // namespace chancery
