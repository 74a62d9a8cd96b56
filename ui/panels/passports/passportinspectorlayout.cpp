// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/passports/passportinspector.h"

#include "ui/panels/passports/changenote.h"
#include "ui/panels/passports/dataform.h"
#include "ui/panels/passports/jsoneditor.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/theme/stylepaint.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/fieldlist.h"
#include "ui/widgets/statepill.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabWidget>

// Where the inspector's parts are; what they do is in passportinspector.cpp.

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int leastWidth = 340;

QScrollArea *scrolling(QWidget *content, QWidget *parent)
{
    auto *area = new QScrollArea(parent);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(content);
    area->viewport()->setBackgroundRole(QPalette::Base);
    content->setAutoFillBackground(false);
    return area;
}

} // namespace

void PassportInspector::build()
{
    setObjectName(u"passportInspector"_s);
    setAccessibleName(tr("Inspector"));
    setMinimumWidth(leastWidth);
    m_stack = new QStackedWidget(this);

    auto *empty = new QWidget(this);
    m_hint = new QLabel(empty);
    m_hint->setObjectName(u"inspectorHint"_s);
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_publishMany = new QPushButton(tr("Publish these drafts…"), empty);
    m_publishMany->setObjectName(u"publishSelected"_s);
    auto *centre = new QVBoxLayout(empty);
    centre->setSpacing(space::medium);
    centre->addStretch(2);
    centre->addWidget(m_hint);
    centre->addWidget(m_publishMany, 0, Qt::AlignHCenter);
    centre->addStretch(3);
    connect(m_publishMany, &QPushButton::clicked, this, &PassportInspector::publishWanted);

    auto *filled = new QWidget(this);
    auto *column = new QVBoxLayout(filled);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::medium);
    column->addWidget(buildHeader());
    m_banner = new Banner(filled);
    column->addWidget(m_banner);
    m_tabs = new QTabWidget(filled);
    m_tabs->setObjectName(u"inspectorTabs"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(buildFieldsPage(), tr("Fields"));
    m_json = new JsonEditor(m_tabs);
    m_tabs->addTab(m_json, tr("JSON"));
    m_tabs->addTab(buildCertificatePage(), tr("Certificate"));
    column->addWidget(m_tabs, 1);
    m_note = new ChangeNote(filled);
    column->addWidget(m_note);
    column->addWidget(buildButtons());

    m_stack->addWidget(empty);
    m_stack->addWidget(filled);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(space::large, space::large, space::large, space::large);
    all->addWidget(m_stack);

    connect(m_form, &DataForm::edited, this, [this] {
        m_json->refresh();
        edited();
    });
    connect(m_json, &JsonEditor::edited, this, [this] {
        m_form->refresh();
        edited();
    });
}

/// A sheet with an edge, as cards are: where contrast is high its colour alone does not tell it from the window.
void PassportInspector::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint::surface(
        painter, rect(),
        {.fill = color(Token::Base, palette()), .line = color(Token::Line, palette()), .corner = size::cardCorner});
}

QWidget *PassportInspector::buildHeader()
{
    auto *header = new QWidget(this);
    m_name = new QLabel(header);
    m_name->setObjectName(u"inspectorName"_s);
    m_name->setWordWrap(true);
    m_name->setTextFormat(Qt::PlainText);
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setType(*m_name, Type::CardTitle);
    m_description = new QLabel(header);
    m_description->setObjectName(u"inspectorDescription"_s);
    m_description->setWordWrap(true);
    m_description->setTextFormat(Qt::PlainText);
    setType(*m_description, Type::Secondary);
    m_status = new StatePill(header);
    m_status->setObjectName(u"inspectorStatus"_s);
    m_certification = new StatePill(header);
    m_certification->setObjectName(u"inspectorCertification"_s);
    auto *pills = new QHBoxLayout;
    pills->setSpacing(space::small);
    pills->addWidget(m_status);
    pills->addWidget(m_certification);
    pills->addStretch(1);
    auto *column = new QVBoxLayout(header);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    column->addWidget(m_name);
    column->addWidget(m_description);
    column->addLayout(pills);
    return header;
}

QWidget *PassportInspector::buildFieldsPage()
{
    auto *content = new QWidget(this);
    m_accessNote = new QLabel(content);
    m_accessNote->setObjectName(u"accessNote"_s);
    m_accessNote->setWordWrap(true);
    setType(*m_accessNote, Type::Secondary);
    m_identity = new FieldList(content);
    auto *title = new QLabel(tr("Data"), content);
    setType(*title, Type::BodyStrong);
    m_form = new DataForm(content);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, space::medium, space::small, space::small);
    column->setSpacing(space::medium);
    column->addWidget(m_accessNote);
    column->addWidget(m_identity);
    column->addWidget(title);
    column->addWidget(m_form);
    column->addStretch(1);
    return scrolling(content, this);
}

QWidget *PassportInspector::buildCertificatePage()
{
    auto *content = new QWidget(this);
    m_certificate = new FieldList(content);
    auto *meaning = new QLabel(tr("Certified means that this content is anchored and can be checked. Whether the "
                                  "product meets a rule is another question."),
                               content);
    meaning->setWordWrap(true);
    setType(*meaning, Type::Secondary);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, space::medium, space::small, space::small);
    column->setSpacing(space::medium);
    column->addWidget(m_certificate);
    column->addWidget(meaning);
    column->addStretch(1);
    return scrolling(content, this);
}

QWidget *PassportInspector::buildButtons()
{
    auto *buttons = new QWidget(this);
    m_discard = new QPushButton(tr("Discard"), buttons);
    m_discard->setObjectName(u"discardChanges"_s);
    m_discard->setToolTip(tr("Forget what was changed in this passport"));
    m_review = new QPushButton(tr("Review and save…"), buttons);
    m_review->setObjectName(u"reviewAndSave"_s);
    m_review->setToolTip(tr("See every change and what it does before it is saved (Ctrl+S)"));
    setButtonKind(*m_review, ButtonKind::Primary);
    auto *row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    row->addStretch(1);
    row->addWidget(m_discard);
    row->addWidget(m_review);
    buttons->setVisible(m_access == Access::Edit);
    connect(m_discard, &QPushButton::clicked, this, &PassportInspector::discard);
    connect(m_review, &QPushButton::clicked, this, &PassportInspector::reviewWanted);
    return buttons;
}

} // namespace chancery
