// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/findbar.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/texts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int leastColumnName = 12;

} // namespace

FindBar::FindBar(QWidget *parent)
    : QWidget(parent)
    , m_find(new QLineEdit(this))
    , m_replace(new QLineEdit(this))
    , m_column(new QComboBox(this))
    , m_case(new QCheckBox(tr("Match &case"), this))
    , m_whole(new QCheckBox(tr("&Whole cell"), this))
    , m_previous(new QPushButton(themeIcon(u"chevron-up"_s), QString(), this))
    , m_next(new QPushButton(themeIcon(u"chevron-down"_s), QString(), this))
    , m_replaceAll(new QPushButton(tr("Replace all"), this))
    , m_close(new QPushButton(themeIcon(u"cross"_s), QString(), this))
    , m_remark(new QLabel(this))
{
    const auto name = [](QWidget &widget, const QString &object, const QString &accessible) {
        widget.setObjectName(object);
        widget.setAccessibleName(accessible);
    };
    name(*m_find, u"findText"_s, tr("Find"));
    name(*m_replace, u"replaceText"_s, tr("Replace with"));
    name(*m_column, u"findColumn"_s, tr("Column to look in"));
    name(*m_case, u"findCase"_s, tr("Match case"));
    name(*m_whole, u"findWhole"_s, tr("Whole cell"));
    name(*m_previous, u"findPrevious"_s, tr("Previous place"));
    name(*m_next, u"findNext"_s, tr("Next place"));
    name(*m_replaceAll, u"replaceAll"_s, tr("Replace all"));
    name(*m_close, u"findClose"_s, tr("Close the search"));
    m_remark->setObjectName(u"findRemark"_s);
    setType(*m_remark, Type::Secondary);
    m_find->setPlaceholderText(tr("Find"));
    m_replace->setPlaceholderText(tr("Replace with"));
    m_previous->setToolTip(tr("Previous place (Shift+F3)"));
    m_next->setToolTip(tr("Next place (F3)"));
    m_close->setToolTip(tr("Close the search (Esc)"));
    for (QPushButton *button : {m_previous, m_next, m_close})
        setButtonKind(*button, ButtonKind::Quiet);

    m_column->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_column->setMinimumContentsLength(leastColumnName);
    m_remark->setWordWrap(true);
    lay();

    connect(m_find, &QLineEdit::textChanged, this, &FindBar::changed);
    connect(m_replace, &QLineEdit::textChanged, this, &FindBar::changed);
    connect(m_column, &QComboBox::currentIndexChanged, this, &FindBar::changed);
    connect(m_case, &QCheckBox::toggled, this, &FindBar::changed);
    connect(m_whole, &QCheckBox::toggled, this, &FindBar::changed);
    connect(m_find, &QLineEdit::returnPressed, this, &FindBar::nextWanted);
    connect(m_next, &QPushButton::clicked, this, &FindBar::nextWanted);
    connect(m_previous, &QPushButton::clicked, this, &FindBar::previousWanted);
    connect(m_replaceAll, &QPushButton::clicked, this, &FindBar::replaceAllWanted);
    connect(m_close, &QPushButton::clicked, this, &FindBar::closed);
    setCount({}, 0);
}

/// What to find above what to put there, both fields as wide as each other.
void FindBar::lay()
{
    auto *find = new QHBoxLayout;
    auto *replace = new QHBoxLayout;
    for (QHBoxLayout *row : {find, replace})
        row->setSpacing(space::small);
    for (QWidget *widget : {static_cast<QWidget *>(m_previous), static_cast<QWidget *>(m_next),
                            static_cast<QWidget *>(m_case), static_cast<QWidget *>(m_whole)})
        find->addWidget(widget);
    find->addStretch(1);
    find->addWidget(m_close);
    replace->addWidget(m_column);
    replace->addWidget(m_replaceAll);
    replace->addStretch(1);
    auto *rows = new QGridLayout(this);
    rows->setContentsMargins(space::large, space::small, space::large, space::small);
    rows->setSpacing(space::small);
    rows->setColumnStretch(0, 1);
    rows->setColumnStretch(1, 1);
    rows->addWidget(m_find, 0, 0);
    rows->addLayout(find, 0, 1);
    rows->addWidget(m_replace, 1, 0);
    rows->addLayout(replace, 1, 1);
    rows->addWidget(m_remark, 2, 0, 1, 2);
}

/// An empty remark takes no row.
void FindBar::setRemark(const QString &text)
{
    m_remark->setText(text);
    m_remark->setVisible(!text.isEmpty());
}

void FindBar::setColumns(const QStringList &names)
{
    const QSignalBlocker quiet(m_column);
    m_column->clear();
    m_column->addItem(tr("All columns"), -1);
    for (int column = 0; column < int(names.size()); ++column)
        m_column->addItem(names[column], column);
}

void FindBar::begin()
{
    show();
    m_find->setFocus();
    m_find->selectAll();
    Q_EMIT changed();
}

catalogue::CellSearch FindBar::search() const
{
    return {m_find->text(), m_case->isChecked() ? Qt::CaseSensitive : Qt::CaseInsensitive, m_whole->isChecked(),
            m_column->currentData().toInt()};
}

QString FindBar::replacement() const
{
    return m_replace->text();
}

void FindBar::setCount(std::optional<qint64> cells, qint64 skippedRows)
{
    m_replaceAll->setEnabled(cells.value_or(0) > 0);
    m_replaceAll->setText(cells.value_or(0) == 1  ? tr("Replace in 1 cell")
                          : cells.value_or(0) > 1 ? tr("Replace in %1 cells").arg(numberText(*cells))
                                                  : tr("Replace all"));
    QString remark;
    if (cells)
        remark = *cells == 0 ? tr("Nothing to replace") : QString();
    if (skippedRows > 0)
        remark = tr("%1 rows with too few or too many fields are left as they are").arg(numberText(skippedRows));
    setRemark(remark);
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace chancery
