// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/checkpage.h"

#include "core/catalogue/fieldprofile.h"
#include "ui/models/findingsmodel.h"
#include "ui/panels/imports/importsession.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/card.h"
#include "ui/widgets/counttile.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/texts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int leastSeverity = 15; ///< characters
constexpr int leastMessage = 40;

QString headlineOf(const catalogue::CheckReport &report)
{
    if (report.leftOut == 1)
        return CheckPage::tr("1 row needs a look");
    if (report.leftOut > 1)
        return CheckPage::tr("%1 rows need a look").arg(numberText(report.leftOut));
    return report.warned == 0
               ? CheckPage::tr("Every row can be sent")
               : CheckPage::tr("Every row can be sent, %1 with a warning").arg(numberText(report.warned));
}

} // namespace

CheckPage::CheckPage(ImportSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_findings(new FindingsModel(this))
    , m_table(new TableView(this))
    , m_headline(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_rows(new CountTile(tr("rows"), this))
    , m_sendable(new CountTile(tr("can be sent"), this))
    , m_warned(new CountTile(tr("of them with a warning"), this))
    , m_leftOut(new CountTile(tr("left out"), this))
    , m_profile(new QComboBox(this))
    , m_fix(new QPushButton(tr("&Fix…"), this))
    , m_strict(new QCheckBox(tr("&Strict: send nothing while a row has an error"), this))
    , m_plan(new QPushButton(this))
    , m_why(new QLabel(this))
{
    m_strict->setObjectName(u"strict"_s);
    m_plan->setObjectName(u"planImport"_s);
    setButtonKind(*m_plan, ButtonKind::Primary);
    m_why->setObjectName(u"whyNotPlan"_s);
    m_why->setWordWrap(true);
    setType(*m_why, Type::Secondary);
    auto *footer = new QHBoxLayout;
    footer->setSpacing(space::medium);
    footer->addWidget(m_strict);
    footer->addWidget(m_why, 1);
    footer->addWidget(m_plan);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(space::medium);
    rows->addWidget(createTiles());
    rows->addWidget(createFindings(), 1);
    rows->addLayout(footer);

    connect(&m_session, &ImportSession::checkProgressed, this, &CheckPage::showProgress);
    connect(&m_session, &ImportSession::checked, this, &CheckPage::showReport);
    connect(m_strict, &QCheckBox::toggled, this, &CheckPage::showPlanButton);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_session.cancelCheck();
        m_headline->setText(tr("The check was cancelled"));
        m_progress->hide();
        m_cancel->hide();
    });
    connect(m_plan, &QPushButton::clicked, this, &CheckPage::planWanted);
}

QWidget *CheckPage::createTiles()
{
    m_headline->setObjectName(u"checkHeadline"_s);
    setType(*m_headline, Type::CardTitle);
    m_progress->setObjectName(u"checkProgress"_s);
    m_progress->setAccessibleName(tr("Progress of the check"));
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 1000);
    m_cancel->setObjectName(u"cancelCheck"_s);
    auto *card = new Card(this);
    auto *top = new QHBoxLayout;
    top->addWidget(m_headline);
    top->addWidget(m_progress, 1);
    top->addWidget(m_cancel);
    auto *tiles = new QHBoxLayout;
    tiles->setSpacing(space::huge);
    for (CountTile *tile : {m_rows, m_sendable, m_warned, m_leftOut})
        tiles->addWidget(tile);
    tiles->addStretch(1);
    card->body()->addLayout(top);
    card->body()->addLayout(tiles);
    return card;
}

QWidget *CheckPage::createFindings()
{
    m_table->setObjectName(u"findingsTable"_s);
    m_table->setAccessibleName(tr("Findings"));
    m_table->setModel(m_findings);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setItemDelegateForColumn(FindingsModel::Severity, new StatePillDelegate(m_table));
    m_table->setStretchColumn(FindingsModel::Message);
    const int character = m_table->fontMetrics().averageCharWidth();
    m_table->setLeastWidth(FindingsModel::Severity, character * leastSeverity);
    m_table->setLeastWidth(FindingsModel::Message, character * leastMessage);
    m_table->setWordWrap(true); // two lines: what was found names what it is about at its end
    m_table->verticalHeader()->setDefaultSectionSize(m_table->verticalHeader()->defaultSectionSize() +
                                                     m_table->fontMetrics().lineSpacing());
    m_fix->setObjectName(u"fixRows"_s);
    m_fix->setToolTip(tr("Mend rows in a grid; the file itself is not touched"));
    m_fix->setEnabled(false);
    connect(m_fix, &QPushButton::clicked, this, [this] { fixGroup(m_table->currentIndex().row()); });
    connect(m_table, &QAbstractItemView::activated, this, [this](const QModelIndex &index) { fixGroup(index.row()); });
    createProfileBox();
    auto *card = new Card(tr("Findings"), this);
    card->addHeaderWidget(m_profile);
    card->addHeaderWidget(m_fix);
    card->setFlush();
    card->body()->addWidget(m_table);
    return card;
}

void CheckPage::createProfileBox()
{
    m_profile->setObjectName(u"fieldProfile"_s);
    m_profile->setAccessibleName(tr("Field profile"));
    m_profile->setToolTip(tr("What the rows are held against besides the service's own rules"));
    m_profile->addItem(tr("No field profile"), QString());
    for (const auto &profile : catalogue::builtInFieldProfiles()) {
        m_profile->addItem(profile->title, profile->id);
        const QString about = profile->note.isEmpty() ? profile->source : profile->source + u'\n' + profile->note;
        m_profile->setItemData(m_profile->count() - 1, about, Qt::ToolTipRole);
    }
    connect(m_profile, &QComboBox::activated, this,
            [this] { m_session.setFieldProfile(m_profile->currentData().toString()); });
}

void CheckPage::showProfile()
{
    const QString &name = m_session.fieldProfile();
    if (m_profile->findData(name) < 0)
        m_profile->addItem(name, name);
    m_profile->setCurrentIndex(m_profile->findData(name));
}

/// At the first line of a group, or at the first of all.
void CheckPage::fixGroup(int row)
{
    if (!m_session.report())
        return;
    const int group = row >= 0 ? row : 0;
    Q_EMIT fixWanted(group < m_findings->rowCount() ? m_findings->group(group).first.line : 0);
}

void CheckPage::showProgress(const catalogue::CheckProgress &progress)
{
    m_headline->setText(tr("Checking, %1 rows read").arg(numberText(progress.rows)));
    m_progress->setValue(progress.total > 0 ? int(progress.bytes * 1000 / progress.total) : 0);
    m_progress->show();
    m_cancel->show();
    m_plan->setEnabled(false);
    m_why->clear();
}

void CheckPage::showReport()
{
    const catalogue::CheckReport &report = *m_session.report();
    m_progress->hide();
    m_cancel->hide();
    m_headline->setText(headlineOf(report));
    m_rows->setCount(report.rows);
    m_sendable->setCount(report.sendable());
    m_sendable->setTone(report.sendable() > 0 ? Tone::Good : Tone::Neutral);
    m_warned->setCount(report.warned);
    m_warned->setTone(report.warned > 0 ? Tone::Attention : Tone::Neutral);
    m_leftOut->setCount(report.leftOut);
    m_leftOut->setTone(report.leftOut > 0 ? Tone::Bad : Tone::Neutral);
    m_findings->setGroups(report.groups);
    m_fix->setEnabled(true);
    showProfile();
    showPlanButton();
}

bool CheckPage::mayPlan() const
{
    return m_session.isReportCurrent() && m_plan->isEnabled();
}

void CheckPage::showPlanButton()
{
    if (!m_session.report())
        return;
    const catalogue::CheckReport &report = *m_session.report();
    m_plan->setText(report.sendable() == 1 ? tr("Plan 1 row") : tr("Plan %1 rows").arg(numberText(report.sendable())));
    QString why;
    if (report.sendable() == 0)
        why = tr("There is no row that can be sent.");
    else if (m_strict->isChecked() && report.leftOut > 0)
        why = tr("Strict: %1 rows have an error.").arg(numberText(report.leftOut));
    else if (!m_session.isReportCurrent())
        why = tr("The edits are being checked.");
    m_why->setText(why);
    m_plan->setEnabled(why.isEmpty());
}

} // namespace chancery
