// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/columnspage.h"

#include "core/async/background.h"
#include "ui/models/columnsmodel.h"
#include "ui/models/previewmodel.h"
#include "ui/panels/imports/columndelegates.h"
#include "ui/panels/imports/formatbar.h"
#include "ui/panels/imports/importsession.h"
#include "ui/panels/imports/madevaluedialog.h"
#include "ui/panels/imports/templatebar.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/card.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/tableview.h"
#include "ui/words/findingtext.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <limits>

namespace chancery {

using namespace Qt::StringLiterals;
using catalogue::Target;

namespace {

constexpr int leastRowBox = 96;
/// Beside the levels themselves.
constexpr int byNumbers = -1;
constexpr int typeWidth = 130;

} // namespace

ColumnsPage::ColumnsPage(ImportSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_columns(new ColumnsModel(this))
    , m_preview(new PreviewModel(this))
    , m_format(new FormatBar(this))
    , m_templates(new TemplateBar(session, this))
    , m_columnsTable(new TableView(this))
    , m_previewTable(new TableView(this))
    , m_json(new QPlainTextEdit(this))
    , m_level(new QComboBox(this))
    , m_network(new QComboBox(this))
    , m_certifySome(new QRadioButton(tr("the checked columns"), this))
    , m_certifyAll(new QRadioButton(tr("everything in data, publicly"), this))
    , m_row(new QSpinBox(this))
    , m_problems(new QLabel(this))
    , m_accept(new QPushButton(tr("Accept"), this))
    , m_constant(new QPushButton(tr("Add constant…"), this))
    , m_join(new QPushButton(tr("Join columns…"), this))
    , m_remove(new QPushButton(tr("Remove"), this))
    , m_next(new QPushButton(tr("Check the file"), this))
{
    auto *split = new Splitter(Qt::Vertical, this);
    QWidget *columns = createColumns();
    split->addWidget(columns);
    split->addWidget(createPreview());
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 1);
    split->setChildrenCollapsible(false);

    m_problems->setObjectName(u"mappingProblems"_s);
    m_problems->setWordWrap(true);
    m_next->setObjectName(u"nextStep"_s);
    setButtonKind(*m_next, ButtonKind::Primary);
    auto *footer = new QHBoxLayout;
    footer->addWidget(m_problems, 1);
    footer->addWidget(m_next);

    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(space::medium);
    rows->addWidget(m_templates);
    QWidget *settings = createSettings();
    rows->addWidget(settings);
    rows->addWidget(split, 1);
    rows->addLayout(footer);

    connect(m_format, &FormatBar::choiceMade, &m_session, &ImportSession::setFormat);
    connect(&m_session, &ImportSession::previewed, this, &ColumnsPage::show);
    connect(&m_session, &ImportSession::mappingReplaced, this, &ColumnsPage::show);
    connect(&m_session, &ImportSession::previewRefreshed, this, &ColumnsPage::show);
    connect(m_columns, &ColumnsModel::mappingEdited, this, [this](const catalogue::Mapping &mapping) {
        m_session.setMapping(mapping);
        showSettings();
        showProblems();
        showActions();
        showJson();
    });
    connect(m_next, &QPushButton::clicked, this, &ColumnsPage::nextWanted);
    m_choices = {m_templates, settings, columns};
}

QWidget *ColumnsPage::createSettings()
{
    m_level->setObjectName(u"levelBox"_s);
    m_level->setAccessibleName(tr("Level of the rows"));
    m_level->addItem(tr("Models"), int(keyban::Granularity::Model));
    m_level->addItem(tr("Batches"), int(keyban::Granularity::Batch));
    m_level->addItem(tr("Items"), int(keyban::Granularity::Item));
    m_level->addItem(tr("Set by their numbers"), byNumbers);
    m_level->setItemData(m_level->count() - 1,
                         tr("A row with an item number is an item, one with a batch number a batch, any other a model"),
                         Qt::ToolTipRole);
    m_network->setObjectName(u"networkBox"_s);
    m_network->setAccessibleName(tr("Network"));
    m_network->setEditable(true);
    m_network->addItems(keyban::knownNetworks());
    m_certifySome->setObjectName(u"certifySome"_s);
    m_certifyAll->setObjectName(u"certifyAll"_s);
    m_certifyAll->setToolTip(tr("All data of every passport is anchored on a public network"));

    auto *bar = new QWidget(this);
    auto *row = new FlowLayout(bar);
    row->addGroup({new QLabel(tr("Rows are"), bar), m_level});
    row->addGroup({new QLabel(tr("on"), bar), m_network});
    row->addGroup({new QLabel(tr("Certify"), bar), m_certifySome});
    row->addGroup({m_certifyAll});
    connect(m_level, &QComboBox::activated, this, &ColumnsPage::settingsEdited);
    connect(m_network, &QComboBox::activated, this, &ColumnsPage::settingsEdited);
    connect(m_network->lineEdit(), &QLineEdit::editingFinished, this, &ColumnsPage::settingsEdited);
    connect(m_certifyAll, &QRadioButton::clicked, this, &ColumnsPage::settingsEdited);
    connect(m_certifySome, &QRadioButton::clicked, this, &ColumnsPage::settingsEdited);
    return bar;
}

QWidget *ColumnsPage::createColumns()
{
    m_columnsTable->setObjectName(u"columnsTable"_s);
    m_columnsTable->setAccessibleName(tr("Columns of the file"));
    m_columnsTable->setModel(m_columns);
    m_columnsTable->setFrameShape(QFrame::NoFrame);
    m_columnsTable->setItemDelegateForColumn(ColumnsModel::GoesTo, new TargetDelegate(m_columnsTable));
    m_columnsTable->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                                    QAbstractItemView::SelectedClicked);
    m_columnsTable->setStretchColumn(ColumnsModel::Sample);
    m_columnsTable->setItemDelegateForColumn(ColumnsModel::Type, new TypeDelegate(m_columnsTable));
    m_columnsTable->setItemDelegateForColumn(ColumnsModel::Basis, new StatePillDelegate(m_columnsTable));
    m_columnsTable->setLeastWidth(ColumnsModel::Type, typeWidth);
    createColumnActions();
    auto *card = new Card(tr("Columns"), this);
    card->setRemark(tr("Double-click a field to send a column elsewhere."));
    for (QPushButton *button : {m_accept, m_remove, m_constant, m_join})
        card->addHeaderWidget(button);
    card->setFlush();
    card->body()->addWidget(m_columnsTable);
    return card;
}

void ColumnsPage::createColumnActions()
{
    m_accept->setObjectName(u"acceptSuggestion"_s);
    m_accept->setAccessibleName(tr("Accept suggestion"));
    m_accept->setToolTip(tr("Send the selected column where it seems to belong (Ctrl+Return)"));
    m_accept->setShortcut(Qt::CTRL | Qt::Key_Return);
    m_constant->setObjectName(u"addConstant"_s);
    m_join->setObjectName(u"joinColumns"_s);
    m_remove->setObjectName(u"removeMade"_s);
    m_remove->setToolTip(tr("Remove the selected constant or join"));
    const auto selected = [this] { return m_columnsTable->currentIndex().row(); };
    connect(m_accept, &QPushButton::clicked, this, [this, selected] { m_columns->acceptSuggestion(selected()); });
    connect(m_remove, &QPushButton::clicked, this, [this, selected] { m_columns->removeMade(selected()); });
    connect(m_constant, &QPushButton::clicked, this, &ColumnsPage::askConstant);
    connect(m_join, &QPushButton::clicked, this, &ColumnsPage::askJoin);
    connect(m_columnsTable, &QTableView::clicked, this, [this](const QModelIndex &index) {
        if (index.column() == ColumnsModel::Basis)
            m_columns->acceptSuggestion(index.row());
    });
    connect(m_columnsTable, &QTableView::doubleClicked, this, [this](const QModelIndex &index) {
        if (index.column() == ColumnsModel::Header)
            askMade(index.row());
    });
    connect(m_columnsTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ColumnsPage::showActions);
    connect(m_columns, &QAbstractItemModel::rowsRemoved, this, &ColumnsPage::showActions);
}

void ColumnsPage::showActions()
{
    const int row = m_columnsTable->currentIndex().row();
    m_accept->setVisible(m_columns->suggestions() > 0);
    m_accept->setEnabled(m_columns->hasSuggestion(row));
    m_remove->setVisible(m_columns->isMade(row));
}

void ColumnsPage::askConstant()
{
    auto *dialog = new MadeValueDialog(MadeValueDialog::Kind::Constant, m_session.mapping(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &MadeValueDialog::chosen, this,
            [this](const catalogue::MadeValue &value) { m_columns->setMade(value); });
    dialog->open();
}

void ColumnsPage::askJoin()
{
    auto *dialog = new MadeValueDialog(MadeValueDialog::Kind::Join, m_session.mapping(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setExample(m_shown.fields);
    connect(dialog, &MadeValueDialog::chosen, this,
            [this](const catalogue::MadeValue &value) { m_columns->setMade(value); });
    dialog->open();
}

void ColumnsPage::askMade(int row)
{
    if (!m_columns->isMade(row))
        return;
    const catalogue::MadeValue value = m_columns->made(row);
    const auto kind = value.isConstant() ? MadeValueDialog::Kind::Constant : MadeValueDialog::Kind::Join;
    auto *dialog = new MadeValueDialog(kind, m_session.mapping(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setExample(m_shown.fields);
    dialog->setValue(value);
    connect(dialog, &MadeValueDialog::chosen, this,
            [this, row](const catalogue::MadeValue &changed) { m_columns->setMade(changed, row); });
    dialog->open();
}

QWidget *ColumnsPage::createPreview()
{
    m_previewTable->setObjectName(u"previewTable"_s);
    m_previewTable->setAccessibleName(tr("First rows of the file"));
    m_previewTable->setModel(m_preview);
    m_previewTable->setFrameShape(QFrame::NoFrame);
    connect(m_previewTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                if (current.isValid())
                    showRow(current.row());
            });
    m_json->setObjectName(u"previewJson"_s);
    m_json->setAccessibleName(tr("JSON of the row"));
    m_json->setReadOnly(true);
    m_json->setLayoutDirection(Qt::LeftToRight);
    m_json->setFrameShape(QFrame::NoFrame);
    m_json->setFont(typeFont(Type::Code));
    m_json->document()->setDocumentMargin(space::medium);
    m_json->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_row->setObjectName(u"previewRow"_s);
    m_row->setAccessibleName(tr("Row to preview"));
    m_row->setRange(1, std::numeric_limits<int>::max());
    m_row->setKeyboardTracking(false);
    m_row->setMinimumWidth(leastRowBox); // its range is far wider than the rows most files have
    m_row->setPrefix(tr("Row "));
    connect(m_row, &QSpinBox::valueChanged, this, [this](int row) { showRow(row - 1); });

    auto *table = new Card(tr("Preview"), this);
    table->setFlush();
    m_format->setContentsMargins(space::large, 0, space::large, 0);
    table->body()->addWidget(m_format);
    table->body()->addWidget(m_previewTable);
    auto *json = new Card(tr("What is sent"), this);
    json->addHeaderWidget(m_row);
    json->setFlush();
    json->body()->addWidget(m_json);
    auto *split = new Splitter(Qt::Horizontal, this);
    split->addWidget(table);
    split->addWidget(json);
    split->setStretchFactor(0, 5);
    split->setStretchFactor(1, 3);
    split->setChildrenCollapsible(false);
    return split;
}

void ColumnsPage::show()
{
    m_format->setFormat(m_session.preview().format, m_session.format());
    m_columns->setContent(m_session.mapping(), m_session.preview());
    m_preview->setPreview(m_session.preview());
    showSettings();
    showProblems();
    showActions();
    showRow(0);
}

void ColumnsPage::showSettings()
{
    const catalogue::Mapping &mapping = m_session.mapping();
    const bool isByNumbers = mapping.granularityRule == catalogue::GranularityRule::ByNumbers;
    m_level->setCurrentIndex(m_level->findData(isByNumbers ? byNumbers : int(mapping.granularity)));
    m_network->setCurrentText(catalogue::effectiveNetwork(mapping));
    m_certifyAll->setChecked(!mapping.certifiedPaths);
    m_certifySome->setChecked(mapping.certifiedPaths.has_value());
    const bool hasLevelColumn = std::any_of(mapping.columns.begin(), mapping.columns.end(), [](const auto &column) {
        return column.target.kind == Target::Kind::Granularity;
    });
    m_level->setToolTip(hasLevelColumn ? tr("For rows whose level column is empty.") : QString());
}

void ColumnsPage::settingsEdited()
{
    catalogue::Mapping mapping = m_session.mapping();
    const int level = m_level->currentData().toInt();
    mapping.granularityRule =
        level == byNumbers ? catalogue::GranularityRule::ByNumbers : catalogue::GranularityRule::Stated;
    if (level != byNumbers)
        mapping.granularity = keyban::Granularity(level);
    const QString network = m_network->currentText().trimmed();
    mapping.network = network == catalogue::effectiveNetwork(mapping) ? mapping.network : network;
    if (m_certifyAll->isChecked()) {
        mapping.certifiedPaths.reset();
    } else if (!mapping.certifiedPaths) {
        // Naming none would certify everything, so the first data column is named until the person picks others.
        for (const catalogue::ColumnMapping &column : mapping.columns) {
            if (column.target.kind == Target::Kind::Data) {
                mapping.certifiedPaths = QStringList{column.target.path};
                break;
            }
        }
    }
    m_session.setMapping(mapping);
    m_columns->setContent(mapping, m_session.preview());
    showSettings();
    showProblems();
    showJson();
}

void ColumnsPage::showProblems()
{
    QStringList sentences;
    if (!m_session.areColumnsKnown())
        sentences << tr("Reading on for the columns of the passports that follow …");
    for (const catalogue::MappingProblem &problem : catalogue::problems(m_session.mapping()))
        sentences << describe(problem, m_session.mapping()).message + u' ' +
                         describe(problem, m_session.mapping()).remedy;
    m_problems->setText(sentences.join(u'\n'));
    m_problems->setAccessibleName(sentences.isEmpty() ? tr("No problem with the columns") : sentences.join(u' '));
    m_next->setEnabled(m_session.isUsable());
    for (QWidget *part : std::as_const(m_choices))
        part->setEnabled(m_session.areColumnsKnown());
}

void ColumnsPage::showRow(int row)
{
    const QSignalBlocker quiet(m_row);
    m_row->setValue(row + 1);
    if (const catalogue::Record *record = m_preview->record(row)) {
        m_shown = *record;
        m_previewTable->selectRow(row);
        return showJson();
    }
    m_json->setPlainText(tr("Reading row %1 …").arg(row + 1));
    m_readingRow = std::make_unique<QObject>();
    background([file = m_session.file(), format = m_session.format(), edits = m_session.edits(), row](std::stop_token) {
        return catalogue::recordAt(file, format, row, edits);
    }).then(m_readingRow.get(), [this](Result<catalogue::Record> record) {
        if (!record)
            return m_json->setPlainText(tr("The file has no such row."));
        m_shown = std::move(*record);
        showJson();
    });
}

void ColumnsPage::showJson()
{
    m_json->setPlainText(QString::fromUtf8(catalogue::draftJson(m_session.mapping(), m_shown.fields)));
}

} // namespace chancery
