// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/listsection.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/skeletonrows.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/tableview.h"
#include "ui/words/servicetext.h"

#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>

namespace chancery {

using namespace Qt::StringLiterals;

ListSection::ListSection(Facts facts, QWidget *parent)
    : Panel(parent)
    , m_facts(std::move(facts))
    , m_model(new RecordsModel(m_facts.columns, this))
    , m_table(new TableView(this))
    , m_banner(new Banner(this))
    , m_busy(new BusyBar(this))
    , m_empty(new EmptyState(m_facts.empty, this))
    , m_summary(new QLabel(this))
    , m_tools(new QHBoxLayout)
    , m_actions(new QWidget(this))
    , m_stack(new QStackedWidget(this))
    , m_skeleton(new SkeletonRows(this))
    , m_splitter(new Splitter(Qt::Horizontal, this))
    , m_work(std::make_unique<QObject>())
{
    setObjectName(m_facts.key + u"Section"_s);
    m_table->setObjectName(m_facts.key + u"Table"_s);
    m_table->setAccessibleName(m_facts.title);
    m_table->setModel(m_model);
    m_table->setItemDelegate(new StatePillDelegate(m_table));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setStretchColumn(m_facts.stretchColumn);
    m_banner->setObjectName(m_facts.key + u"Banner"_s);
    m_empty->setObjectName(m_facts.key + u"Empty"_s);
    m_summary->setObjectName(m_facts.key + u"Summary"_s);
    m_splitter->setObjectName(m_facts.key + u"Splitter"_s);
    layOut();
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ListSection::currentChanged);
}

ListSection::~ListSection() = default;

void ListSection::layOut()
{
    setType(*m_summary, Type::Secondary);
    m_tools->setSpacing(space::small);
    m_tools->addWidget(m_summary);
    m_tools->addStretch(1);
    m_tools->addWidget(m_actions);
    m_actions->setObjectName(m_facts.key + u"Actions"_s);
    auto *actions = new QHBoxLayout(m_actions);
    actions->setContentsMargins(0, 0, 0, 0);
    actions->setSpacing(space::small);
    m_splitter->addWidget(m_table);
    for (QWidget *page : {m_skeleton, static_cast<QWidget *>(m_empty), static_cast<QWidget *>(m_splitter)})
        m_stack->addWidget(page);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, 0, space::huge, 0);
    column->setSpacing(space::small);
    column->addWidget(m_banner);
    column->addLayout(m_tools);
    column->addWidget(m_busy);
    column->addWidget(m_stack, 1);
}

QPushButton *ListSection::addAction(const QString &name, const QString &text, ButtonKind kind)
{
    QPushButton *button = makeButton(name, text, kind);
    m_actions->layout()->addWidget(button);
    return button;
}

QPushButton *ListSection::addQuestion(const QString &name, const QString &text, ButtonKind kind)
{
    QPushButton *button = makeButton(name, text, kind);
    addTool(button);
    return button;
}

QPushButton *ListSection::makeButton(const QString &name, const QString &text, ButtonKind kind)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(name);
    button->setAccessibleName(QString(text).remove(u'&'));
    setButtonKind(*button, kind);
    return button;
}

void ListSection::addTool(QWidget *tool)
{
    m_tools->insertWidget(m_tools->count() - 1, tool);
}

void ListSection::addNotice(QWidget *notice)
{
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->insertWidget(column->indexOf(m_tools), notice);
}

void ListSection::setDetail(QWidget *detail, int share, Qt::Orientation orientation)
{
    m_splitter->setOrientation(orientation);
    m_splitter->addWidget(detail);
    constexpr int whole = 100;
    m_splitter->setStretchFactor(0, share);
    m_splitter->setStretchFactor(1, whole - share);
    m_splitter->setSizes({share * 10, (whole - share) * 10});
}

QString ListSection::currentId() const
{
    const QModelIndex current = m_table->currentIndex();
    return current.isValid() ? m_model->idAt(current.row()) : QString();
}

void ListSection::choose(const QString &id)
{
    const int row = m_model->rowOf(id);
    if (row >= 0)
        m_table->setCurrentIndex(m_model->index(row, 0));
}

void ListSection::refresh()
{
    if (m_hasLoaded || m_isLoading || isVisible())
        start();
}

void ListSection::start()
{
    m_work = std::make_unique<QObject>();
    if (!std::exchange(m_isLoading, true))
        setBusy(true);
    load();
}

void ListSection::showEvent(QShowEvent *event)
{
    Panel::showEvent(event);
    if (!m_hasLoaded && !m_isLoading)
        start();
}

void ListSection::showRecords(const QList<Record> &records, const QString &summary)
{
    if (std::exchange(m_isLoading, false))
        setBusy(false);
    m_hasLoaded = true;
    m_banner->clear();
    allow();
    const QString before = currentId();
    arrangeRecords(records, summary);
    if (currentId() == before)
        currentChanged();
    choose(std::exchange(m_wanted, {}));
    if (const auto then = std::exchange(m_afterLoad, nullptr))
        then();
}

void ListSection::arrangeRecords(const QList<Record> &records, const QString &summary)
{
    m_summary->setText(summary);
    m_model->setRecords(records);
    m_stack->setCurrentWidget(records.isEmpty() ? static_cast<QWidget *>(m_empty) : m_splitter);
    if (!records.isEmpty() && !m_table->currentIndex().isValid())
        m_table->setCurrentIndex(m_model->index(0, 0));
}

void ListSection::failAndReload(const Error &error)
{
    afterLoad([this, error] { tell(error); });
    refresh();
}

void ListSection::allow()
{
    m_actions->setEnabled(true);
    m_actions->setToolTip({});
    m_gate.open();
}

/// The part that holds the actions, so that what each of them may do by itself is theirs again afterwards.
void ListSection::forbid(const Error &error)
{
    m_actions->setEnabled(false);
    m_actions->setToolTip(forbiddenText(error));
    m_gate.close(forbiddenText(error));
}

void ListSection::tell(const Error &error)
{
    m_banner->showError(error);
    if (error.kind != ErrorKind::Forbidden)
        return;
    forbid(error);
    BannerContent content = m_banner->content();
    const QString off = tr("What changes something here is off until the service allows it again.");
    content.remedy = content.remedy.isEmpty() ? off : content.remedy + u' ' + off;
    m_banner->showContent(content);
}

void ListSection::fail(const Error &error)
{
    m_afterLoad = nullptr;
    if (std::exchange(m_isLoading, false))
        setBusy(false);
    m_banner->clear();
    tell(error);
    connect(m_banner->addAction(tr("Tr&y again")), &QPushButton::clicked, this, &ListSection::refresh);
    if (!m_hasLoaded)
        m_stack->setCurrentWidget(m_skeleton);
    m_hasLoaded = true;
}

void ListSection::setBusy(bool busy)
{
    m_busyCount += busy ? 1 : -1;
    if (m_busyCount > 0)
        m_busy->start();
    else
        m_busy->stop();
}

void ListSection::currentChanged()
{
    showCurrent(currentId());
}

} // namespace chancery
