// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/madevaluedialog.h"

#include "ui/models/valueformats.h"
#include "ui/panels/imports/columndelegates.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/form.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using catalogue::MadeValue;
using catalogue::Target;

namespace {

constexpr int usualWidth = 520;
constexpr int partsHeight = 200;

} // namespace

MadeValueDialog::MadeValueDialog(Kind kind, const catalogue::Mapping &mapping, QWidget *parent)
    : QDialog(parent)
    , m_kind(kind)
    , m_mapping(mapping)
    , m_parts(new QListWidget(this))
    , m_text(new QLineEdit(this))
    , m_target(new QComboBox(this))
    , m_type(new QComboBox(this))
    , m_result(new QLabel(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_accept(new QPushButton(this))
{
    createFields();
    layOut();
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_accept, &QPushButton::clicked, this, [this] {
        Q_EMIT chosen(value());
        accept();
    });
    connect(m_parts, &QListWidget::itemChanged, this, &MadeValueDialog::showResult);
    connect(m_text, &QLineEdit::textChanged, this, &MadeValueDialog::showResult);
    connect(m_target, &QComboBox::currentTextChanged, this, &MadeValueDialog::showResult);
    connect(m_type, &QComboBox::currentIndexChanged, this, &MadeValueDialog::showResult);
    showResult();
}

void MadeValueDialog::createFields()
{
    const bool isJoin = m_kind == Kind::Join;
    setObjectName(isJoin ? u"joinDialog"_s : u"constantDialog"_s);
    setWindowTitle(isJoin ? tr("Join columns") : tr("Add a constant"));
    m_text->setObjectName(u"madeText"_s);
    m_text->setText(isJoin ? u" "_s : QString());
    m_target->setObjectName(u"madeTarget"_s);
    m_target->setEditable(true);
    m_target->setInsertPolicy(QComboBox::NoInsert);
    QStringList fields = offeredFields();
    for (const QString &unfit : {u"granularity"_s, u"network"_s, u"-"_s})
        fields.removeAll(unfit);
    m_target->addItems(fields);
    m_target->setCurrentText(isJoin ? u"name"_s : u"data."_s);
    m_type->setObjectName(u"madeType"_s);
    for (const catalogue::ValueFormat &format : offeredFormats())
        m_type->addItem(formatText(format));
    m_result->setObjectName(u"madeResult"_s);
    m_result->setWordWrap(true);
    m_accept->setObjectName(u"madeAccept"_s);
    m_accept->setText(isJoin ? tr("Join") : tr("Add"));
    m_accept->setDefault(true);
    setButtonKind(*m_accept, ButtonKind::Primary);
    m_cancel->setObjectName(u"madeCancel"_s);
    m_cancel->setAutoDefault(false);
}

void MadeValueDialog::layOut()
{
    const bool isJoin = m_kind == Kind::Join;
    auto *form = new Form;
    if (isJoin)
        form->addRow(createParts());
    form->addField(isJoin ? tr("Between them") : tr("Value"), m_text);
    form->addField(tr("Goes to"), m_target);
    form->addField(tr("As"), m_type);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_accept);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    rows->setSpacing(space::large);
    rows->addLayout(form);
    rows->addWidget(m_result);
    rows->addLayout(buttons);
    m_parts->setVisible(isJoin);
    resize(usualWidth, sizeHint().height());
}

/// The columns in the order of their cells; checked are those that take part.
QWidget *MadeValueDialog::createParts()
{
    m_parts->setObjectName(u"madeParts"_s);
    m_parts->setAccessibleName(tr("Columns to join, in this order"));
    m_parts->setDragDropMode(QAbstractItemView::InternalMove);
    m_parts->setMinimumHeight(partsHeight);
    for (int i = 0; i < int(m_mapping.columns.size()); ++i) {
        auto *item = new QListWidgetItem(m_mapping.columns[i].header, m_parts);
        item->setData(Qt::UserRole, i);
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Unchecked);
    }
    connect(m_parts->model(), &QAbstractItemModel::rowsMoved, this, &MadeValueDialog::showResult);
    auto *box = new QWidget(this);
    auto *columns = new QHBoxLayout(box);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(space::small);
    columns->addWidget(m_parts, 1);
    columns->addWidget(createMoves());
    return box;
}

QWidget *MadeValueDialog::createMoves()
{
    auto *box = new QWidget(this);
    auto *rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(space::small);
    for (const int by : {-1, 1}) {
        auto *button = new QPushButton(by < 0 ? tr("Up") : tr("Down"), box);
        button->setObjectName(by < 0 ? u"madeUp"_s : u"madeDown"_s);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, [this, by] { move(by); });
        rows->addWidget(button);
    }
    rows->addStretch(1);
    return box;
}

void MadeValueDialog::move(int by)
{
    const int from = m_parts->currentRow();
    const int to = from + by;
    if (from < 0 || to < 0 || to >= m_parts->count())
        return;
    QListWidgetItem *item = m_parts->takeItem(from);
    m_parts->insertItem(to, item);
    m_parts->setCurrentRow(to);
    showResult();
}

void MadeValueDialog::setValue(const MadeValue &given)
{
    for (int place = 0; place < int(given.columns.size()); ++place) {
        for (int row = place; row < m_parts->count(); ++row) {
            if (m_parts->item(row)->data(Qt::UserRole).toInt() != given.columns[place])
                continue;
            QListWidgetItem *item = m_parts->takeItem(row);
            item->setCheckState(Qt::Checked);
            m_parts->insertItem(place, item);
            break;
        }
    }
    m_text->setText(given.text);
    m_target->setCurrentText(catalogue::toText(given.target));
    const QString type = formatText(given.format);
    if (m_type->findText(type) < 0)
        m_type->addItem(type);
    m_type->setCurrentIndex(m_type->findText(type));
    m_accept->setText(tr("Change"));
    showResult();
}

void MadeValueDialog::setExample(const QStringList &cells)
{
    m_example = cells;
    showResult();
}

MadeValue MadeValueDialog::value() const
{
    MadeValue made;
    made.text = m_text->text();
    made.target = catalogue::parseTarget(m_target->currentText().trimmed()).value_or(Target());
    for (const catalogue::ValueFormat &format : offeredFormats()) {
        if (formatText(format) == m_type->currentText())
            made.format = format;
    }
    for (int row = 0; row < m_parts->count(); ++row) {
        const QListWidgetItem *item = m_parts->item(row);
        if (item->checkState() == Qt::Checked)
            made.columns.append(item->data(Qt::UserRole).toInt());
    }
    return made;
}

void MadeValueDialog::showResult()
{
    const MadeValue made = value();
    const bool isJoin = m_kind == Kind::Join;
    QStringList cells;
    for (const int column : made.columns) {
        if (const QString cell = m_example.value(column); !cell.isEmpty())
            cells << cell;
    }
    const bool hasTarget = made.target.kind != Target::Kind::Ignore;
    const bool isWhole = isJoin ? made.columns.size() >= 2 : !made.text.isEmpty();
    m_accept->setEnabled(hasTarget && isWhole);
    if (!isWhole)
        m_result->setText(isJoin ? tr("Check the columns to join. Cells that are empty are passed over.")
                                 : tr("Every row gets this value."));
    else if (!hasTarget)
        m_result->setText(tr("Write a field, or a path such as data.brand.name."));
    else
        m_result->setText(tr("First row: %1").arg(isJoin ? cells.join(made.text) : made.text));
}

} // namespace chancery
