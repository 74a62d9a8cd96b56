// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/points/mintlist.h"

#include "ui/panels/points/mintdetail.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/scrollpane.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/skeletonrows.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/texts.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 pageRows = 200;
constexpr int tableShare = 340; ///< of the height that there is
constexpr int detailShare = 260;

enum Page {
    Skeleton,
    Content,
    NothingThere,
    NothingFits,
};

} // namespace

MintList::MintList(const PointsDesk &desk, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_notes(desk.settings)
    , m_which(new QComboBox(this))
    , m_by(new QComboBox(this))
    , m_text(new SearchField(tr("Account id or label"), this))
    , m_summary(new QLabel(this))
    , m_table(new TableView(this))
    , m_detail(new MintDetail(this))
    , m_more(new QPushButton(tr("S&how %1 more").arg(numberText(pageRows)), this))
    , m_pages(new QStackedWidget(this))
{
    m_model.setNaming([this](const QString &accountId) { return m_notes.label(accountId); });
    buildTable();
    buildPages();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    column->addWidget(buildFilters());
    column->addWidget(m_pages, 1);
    connect(m_which, &QComboBox::currentIndexChanged, this, [this] { read(Read::Anew); });
    connect(m_text, &SearchField::searched, this, [this] { read(Read::Anew); });
    connect(m_by, &QComboBox::currentIndexChanged, this, [this] {
        nameSearch();
        if (!m_text->text().trimmed().isEmpty())
            read(Read::Anew);
    });
    connect(m_more, &QPushButton::clicked, this, [this] { read(Read::Further); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &MintList::choose);
    connect(m_detail, &MintDetail::lookWanted, this, [this] {
        if (const MintRecord *const record = chosen())
            Q_EMIT lookWanted(*record);
    });
    connect(m_detail, &MintDetail::closeWanted, this, [this] {
        if (const MintRecord *const record = chosen())
            Q_EMIT closeWanted(*record);
    });
    connect(m_detail, &MintDetail::ordersWanted, this, &MintList::ordersWanted);
}

MintList::~MintList() = default;

void MintList::fillChoices()
{
    using Which = MintQuery::Which;
    m_which->setObjectName(u"mintsOutcome"_s);
    m_which->setAccessibleName(tr("Outcome"));
    m_which->setToolTip(tr("Only mints that ended like this (Alt+U)"));
    const QList<std::pair<QString, Which>> choices = {{tr("All"), Which::All},
                                                      {tr("Unknown"), Which::Unresolved},
                                                      {tr("Done"), Which::Done},
                                                      {tr("Failed"), Which::Failed},
                                                      {tr("Not sent"), Which::NotSent}};
    for (const auto &[text, which] : choices)
        m_which->addItem(text, int(which));
    m_by->setObjectName(u"mintsBy"_s);
    m_by->setAccessibleName(tr("Look in"));
    m_by->setToolTip(tr("What the text is looked for in (Alt+B)"));
    const QList<std::pair<QString, By>> columns = {
        {tr("Account"), By::Account}, {tr("Operator"), By::Operator}, {tr("Batch"), By::Batch}};
    for (const auto &[text, by] : columns)
        m_by->addItem(text, int(by));
    m_text->setObjectName(u"mintsSearch"_s);
    nameSearch();
}

MintList::By MintList::by() const
{
    return By(m_by->currentData().toInt());
}

void MintList::nameSearch()
{
    const struct
    {
        QString placeholder;
        QString name;
        QString tip;
    } words[] = {{tr("Account id or label"), tr("Only this account"),
                  tr("The whole id of an account, or your label of it (Ctrl+F)")},
                 {tr("Who minted"), tr("Only this operator"), tr("The whole name that an operator has here (Ctrl+F)")},
                 {tr("Name of a batch"), tr("Only this batch"), tr("The whole name of a batch (Ctrl+F)")}};
    const auto &[placeholder, name, tip] = words[size_t(by())];
    m_text->setPlaceholderText(placeholder);
    m_text->setAccessibleName(name);
    m_text->setToolTip(tip);
}

QWidget *MintList::buildFilters()
{
    fillChoices();
    m_summary->setObjectName(u"mintsSummary"_s);
    setType(*m_summary, Type::Secondary);
    auto *outcome = new QShortcut(QKeySequence(tr("Alt+U")), this);
    connect(outcome, &QShortcut::activated, m_which, [this] { m_which->setFocus(Qt::ShortcutFocusReason); });
    auto *find = new QShortcut(QKeySequence::Find, this);
    connect(find, &QShortcut::activated, m_text, [this] { m_text->setFocus(Qt::ShortcutFocusReason); });
    auto *look = new QShortcut(QKeySequence(tr("Alt+B")), this);
    connect(look, &QShortcut::activated, m_by, [this] { m_by->setFocus(Qt::ShortcutFocusReason); });
    m_filters = new QWidget(this);
    auto *row = new QHBoxLayout(m_filters);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    row->addWidget(m_summary);
    row->addStretch(1);
    row->addWidget(m_by);
    row->addWidget(m_text, 2);
    row->addWidget(m_which);
    return m_filters;
}

void MintList::buildTable()
{
    m_table->setObjectName(u"mintsTable"_s);
    m_table->setAccessibleName(tr("Mint ledger"));
    m_table->setModel(&m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setItemDelegateForColumn(MintsModel::Outcome, new StatePillDelegate(m_table));
    m_table->setStretchColumn(MintsModel::Reason);
    const auto room = [this](const QString &text) {
        return m_table->fontMetrics().horizontalAdvance(text) + 2 * space::medium + 2;
    };
    m_table->setLeastWidth(MintsModel::When, room(u"23:59:59"_s));
    m_table->setLeastWidth(MintsModel::Points, room(u"10,000"_s));
    m_table->setLeastWidth(MintsModel::Outcome, pillSize(tr("Under way")).width() + space::huge);
    m_table->setLeastWidth(MintsModel::Account, room(u"0a1b2c3d…4e5f"_s));
}

QWidget *MintList::buildContent()
{
    m_more->setObjectName(u"moreMints"_s);
    setButtonKind(*m_more, ButtonKind::Quiet);
    m_more->hide();
    auto *rows = new QWidget(this);
    auto *column = new QVBoxLayout(rows);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::tiny);
    column->addWidget(m_table, 1);
    column->addWidget(m_more, 0, Qt::AlignLeft);
    auto *pane = new ScrollPane(m_detail, this);
    pane->setObjectName(u"mintPane"_s);
    pane->setWraps();
    pane->setLeastHeight(120);
    auto *splitter = new Splitter(Qt::Vertical, this);
    splitter->setHandleWidth(space::medium);
    splitter->addWidget(rows);
    splitter->addWidget(pane);
    splitter->setSizes({tableShare, detailShare});
    splitter->setStretchFactor(0, 1);
    return splitter;
}

void MintList::buildPages()
{
    auto *nothingThere = new EmptyState({u"loyalty"_s, tr("No points were minted yet"),
                                         tr("Each mint is written here before it is sent: to which account, how many "
                                            "points, why and by whom. What became "
                                            "of it follows, even if the answer is lost.")},
                                        this);
    nothingThere->setObjectName(u"mintsEmpty"_s);
    auto *nothingFits = new EmptyState({u"search"_s, tr("No mint fits"), tr("No mint meets the filters.")}, this);
    QPushButton *clear = nothingFits->addAction(tr("Show all mints"));
    clear->setObjectName(u"clearMintFilters"_s);
    connect(clear, &QPushButton::clicked, this, &MintList::clearFilters);
    m_pages->addWidget(new SkeletonRows(this));
    m_pages->addWidget(buildContent());
    m_pages->addWidget(nothingThere);
    m_pages->addWidget(nothingFits);
}

void MintList::clearFilters()
{
    {
        const QSignalBlocker quietly(m_which);
        const QSignalBlocker silently(m_text);
        m_which->setCurrentIndex(0);
        m_text->clear();
    }
    read(Read::Anew);
    m_which->setFocus(Qt::OtherFocusReason);
}

MintQuery MintList::query() const
{
    const QString text = m_text->text().trimmed();
    return {.limit = pageRows,
            .service = m_desk.service(),
            .accountId = by() == By::Account ? m_notes.accountOf(text) : QString(),
            .batchId = by() == By::Batch ? text : QString(),
            .user = by() == By::Operator ? text : QString(),
            .which = MintQuery::Which(m_which->currentData().toInt())};
}

bool MintList::isNarrowed() const
{
    return m_which->currentIndex() > 0 || !m_text->text().trimmed().isEmpty();
}

void MintList::reload()
{
    read(Read::Again);
}

void MintList::reveal(const QString &mintId)
{
    m_wanted = mintId;
    isNarrowed() ? clearFilters() : read(Read::Again);
}

void MintList::showAccount(const QString &accountId)
{
    m_by->setCurrentIndex(m_by->findData(int(By::Account)));
    m_text->setText(accountId);
    read(Read::Anew);
}

void MintList::read(Read what)
{
    MintQuery wanted = query();
    if (what == Read::Again)
        wanted.limit = (m_model.rowCount() / pageRows + 1) * pageRows; // of whole pages, or the last row would go
    if (what == Read::Further)
        wanted.before = m_model.oldest();
    m_reading = std::make_unique<QObject>();
    m_desk.ledger.mints(wanted).then(m_reading.get(), [this, what, limit = wanted.limit](const Records &records) {
        m_hasMore = records && records->size() == limit;
        take(what, records);
    });
}

void MintList::take(Read what, const Records &records)
{
    if (!records) {
        Q_EMIT failed(records.error());
        return;
    }
    const MintRecord *const before = chosen();
    const QString id = m_wanted.isEmpty() && before ? before->intent.id : std::exchange(m_wanted, {});
    if (what == Read::Anew)
        m_model.show(*records);
    else
        what == Read::Further ? m_model.append(*records) : m_model.update(*records);
    m_more->setVisible(m_hasMore);
    m_pages->setCurrentIndex(m_model.rowCount() > 0 ? Content : isNarrowed() ? NothingFits : NothingThere);
    m_filters->setVisible(m_pages->currentIndex() != NothingThere);
    keepChosen(id);
    showSummary();
    Q_EMIT loaded();
}

void MintList::keepChosen(const QString &id)
{
    const int row = std::max(0, m_model.rowOf(id));
    if (m_table->currentIndex().row() != row)
        m_table->setCurrentIndex(m_model.index(row, 0));
    choose();
}

const MintRecord *MintList::chosen() const
{
    return m_model.recordAt(m_table->currentIndex().row());
}

void MintList::choose()
{
    const MintRecord *const record = chosen();
    if (!record)
        return m_detail->clear();
    const auto seen = m_evidence.constFind(record->intent.id);
    m_detail->show(*record, seen == m_evidence.constEnd() ? std::nullopt : std::optional(*seen));
}

void MintList::setEvidence(const QString &mintId, const MintEvidence &evidence)
{
    m_evidence.insert(mintId, evidence);
    choose();
}

void MintList::setLooking(bool isLooking)
{
    m_detail->setLooking(isLooking);
}

void MintList::showSummary()
{
    const qint64 count = m_model.rowCount();
    if (m_hasMore)
        m_summary->setText(tr("The latest %1 mints").arg(numberText(count)));
    else
        m_summary->setText(count == 1 ? tr("1 mint") : tr("%1 mints").arg(numberText(count)));
}

} // namespace chancery
