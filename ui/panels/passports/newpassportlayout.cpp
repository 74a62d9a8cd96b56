// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/passportwords.h"
#include "ui/panels/passports/dataform.h"
#include "ui/panels/passports/newpassportdialog.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/splitter.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>

namespace chancery {

using namespace Qt::StringLiterals;
using keyban::Granularity;

namespace {

constexpr int usualWidth = 980;
constexpr int usualHeight = 700;
constexpr int formShare = 560;
constexpr int previewShare = 380;

QLineEdit *field(const QString &objectName, const QString &name, QWidget *parent)
{
    auto *edit = new QLineEdit(parent);
    edit->setObjectName(objectName);
    edit->setAccessibleName(name);
    return edit;
}

/// A field over the line for what the service says about it; NewPassportDialog finds that by its name.
QWidget *withProblem(QWidget *field, QWidget *parent)
{
    auto *both = new QWidget(parent);
    auto *problem = new QLabel(both);
    problem->setObjectName(u"problem."_s + field->objectName());
    problem->setWordWrap(true);
    problem->setVisible(false);
    setType(*problem, Type::Secondary);
    auto *column = new QVBoxLayout(both);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(field);
    column->addWidget(problem);
    return both;
}

QLabel *sectionTitle(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    setType(*label, Type::BodyStrong);
    return label;
}

} // namespace

void NewPassportDialog::build(const DialogPlace &place)
{
    m_busy = new BusyBar(this);
    m_banner = new Banner(this);
    auto *parts = new Splitter(Qt::Horizontal, this);
    parts->addWidget(buildForm(place));
    parts->addWidget(buildPreview());
    parts->setSizes({formShare, previewShare});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    column->addWidget(new DialogHead(windowTitle(), place, this));
    column->addWidget(m_busy);
    column->addWidget(m_banner);
    column->addWidget(parts, 1);
    column->addWidget(buildButtons());
    resize(usualWidth, usualHeight);
}

QWidget *NewPassportDialog::buildForm(const DialogPlace &place)
{
    auto *content = new QWidget(this);
    m_level = new QComboBox(content);
    m_level->setObjectName(u"new.level"_s);
    m_level->setAccessibleName(tr("Level"));
    for (const Granularity level : {Granularity::Model, Granularity::Batch, Granularity::Item})
        m_level->addItem(levelName(keyban::wireName(level)), int(level));
    m_model = field(u"new.modelNumber"_s, tr("Model number"), content);
    m_batch = field(u"new.batchNumber"_s, tr("Batch number"), content);
    m_item = field(u"new.itemNumber"_s, tr("Item number"), content);
    m_name = field(u"new.name"_s, tr("Name"), content);
    m_description = field(u"new.description"_s, tr("Description"), content);
    m_network = new QComboBox(content);
    m_network->setObjectName(u"new.network"_s);
    m_network->setAccessibleName(tr("Network"));
    m_network->setEditable(true);
    m_network->addItems(keyban::knownNetworks());
    m_network->setCurrentText(place.network);

    auto *identity = new QFormLayout;
    identity->setHorizontalSpacing(space::large);
    identity->setVerticalSpacing(space::small);
    for (QWidget *part :
         {static_cast<QWidget *>(m_level), static_cast<QWidget *>(m_model), static_cast<QWidget *>(m_batch),
          static_cast<QWidget *>(m_item), static_cast<QWidget *>(m_name), static_cast<QWidget *>(m_description),
          static_cast<QWidget *>(m_network)})
        identity->addRow(part->accessibleName(), withProblem(part, content));

    m_form = new DataForm(content);
    m_asDraft = new QRadioButton(tr("As a draft, to be edited and published later"), content);
    m_asDraft->setObjectName(u"new.draft"_s);
    m_asDraft->setChecked(true);
    m_published = new QRadioButton(tr("Published at once"), content);
    m_published->setObjectName(u"new.published"_s);
    m_sure = new QCheckBox(tr("It will be public, and I know that this can't be undone"), content);
    m_sure->setObjectName(u"new.publishConfirmed"_s);

    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, space::medium, 0);
    column->setSpacing(space::medium);
    column->addLayout(identity);
    column->addWidget(sectionTitle(tr("Data"), content));
    column->addWidget(m_form);
    column->addWidget(sectionTitle(tr("Create it"), content));
    column->addWidget(m_asDraft);
    column->addWidget(m_published);
    column->addWidget(m_sure);
    column->addStretch(1);

    auto *area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(content);
    return area;
}

QWidget *NewPassportDialog::buildPreview()
{
    auto *side = new QWidget(this);
    m_preview = new QPlainTextEdit(side);
    m_preview->setObjectName(u"new.preview"_s);
    m_preview->setAccessibleName(tr("JSON that will be sent"));
    m_preview->setReadOnly(true);
    m_preview->setLayoutDirection(Qt::LeftToRight);
    m_preview->setTabChangesFocus(true);
    m_preview->setFont(typeFont(Type::Code));
    m_preview->setLineWrapMode(QPlainTextEdit::NoWrap);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(space::medium, 0, 0, 0);
    column->setSpacing(space::small);
    column->addWidget(sectionTitle(tr("What will be sent"), side));
    column->addWidget(m_preview, 1);
    return side;
}

QWidget *NewPassportDialog::buildButtons()
{
    auto *buttons = new QWidget(this);
    m_missing = new QLabel(buttons);
    m_missing->setObjectName(u"new.missing"_s);
    setType(*m_missing, Type::Secondary);
    m_cancel = new QPushButton(tr("Cancel"), buttons);
    m_cancel->setObjectName(u"new.cancel"_s);
    m_cancel->setAutoDefault(false);
    m_create = new QPushButton(tr("Create draft"), buttons);
    m_create->setObjectName(u"new.create"_s);
    m_create->setAutoDefault(false);
    setButtonKind(*m_create, ButtonKind::Primary);
    auto *row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    row->addWidget(m_missing, 1);
    row->addWidget(m_cancel);
    row->addWidget(m_create);
    return buttons;
}

} // namespace chancery
