// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/templatebar.h"

#include "ui/panels/imports/importsession.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/theme/tokens.h"
#include "ui/words/mappingtext.h"

#include <QAction>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

namespace chancery {

using namespace Qt::StringLiterals;
using catalogue::MappingTemplate;

namespace {

constexpr int leastChoiceWidth = 220;

} // namespace

TemplateBar::TemplateBar(ImportSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_choice(new QComboBox(this))
    , m_save(new QPushButton(tr("Save…"), this))
    , m_more(new QPushButton(tr("More…"), this))
    , m_offer(new QWidget(this))
    , m_offerText(new QLabel(m_offer))
    , m_use(new QPushButton(tr("Use it"), m_offer))
{
    createParts();
    createMenu();
    connect(m_choice, &QComboBox::activated, this, &TemplateBar::choose);
    connect(m_save, &QPushButton::clicked, this, &TemplateBar::askName);
    connect(m_use, &QPushButton::clicked, this, [this] {
        if (const auto offer = m_session.offeredTemplate())
            m_session.useTemplate(offer->value);
    });
    connect(&m_session, &ImportSession::previewed, this, &TemplateBar::refresh);
    connect(&m_session, &ImportSession::mappingReplaced, this, &TemplateBar::refresh);
    connect(&m_session, &ImportSession::templatesChanged, this, &TemplateBar::refresh);
    refresh();
}

void TemplateBar::createParts()
{
    m_choice->setObjectName(u"templateBox"_s);
    m_choice->setAccessibleName(tr("Template for the columns"));
    m_choice->setMinimumWidth(leastChoiceWidth);
    m_save->setObjectName(u"saveTemplate"_s);
    m_save->setToolTip(tr("Keep these choices for files with the same columns"));
    m_more->setObjectName(u"templateMenu"_s);
    m_more->setAccessibleName(tr("More about templates"));
    m_offerText->setObjectName(u"templateOffer"_s);
    m_offerText->setWordWrap(true);
    m_use->setObjectName(u"useTemplate"_s);
    m_use->setToolTip(tr("Map the columns that are in both; look at the rows afterwards"));

    auto *bar = new QHBoxLayout;
    bar->setSpacing(space::small);
    bar->addWidget(new QLabel(tr("Template"), this));
    bar->addWidget(m_choice);
    bar->addWidget(m_save);
    bar->addWidget(m_more);
    bar->addStretch(1);
    auto *offer = new QHBoxLayout(m_offer);
    offer->setContentsMargins(0, 0, 0, 0);
    offer->setSpacing(space::medium);
    offer->addWidget(m_offerText, 1);
    offer->addWidget(m_use);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(space::small);
    rows->addLayout(bar);
    rows->addWidget(m_offer);
}

void TemplateBar::createMenu()
{
    auto *menu = new QMenu(m_more);
    QAction *import = menu->addAction(tr("Import a template…"));
    import->setObjectName(u"importTemplate"_s);
    m_export = menu->addAction(tr("Export these choices…"));
    m_export->setObjectName(u"exportTemplate"_s);
    menu->addSeparator();
    m_delete = menu->addAction(tr("Delete this template"));
    m_delete->setObjectName(u"deleteTemplate"_s);
    connect(m_more, &QPushButton::clicked, menu,
            [this, menu] { menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height()))); });
    connect(import, &QAction::triggered, this, &TemplateBar::importFile);
    connect(m_export, &QAction::triggered, this, &TemplateBar::exportFile);
    connect(m_delete, &QAction::triggered, this, [this] { m_session.removeTemplate(m_session.templateName()); });
}

/// First what the columns themselves say, then what was chosen last, then the templates with a name.
void TemplateBar::refresh()
{
    m_choice->clear();
    m_choice->addItem(tr("None: by names and values"));
    const bool isRemembered = m_session.templateSource() == ImportSession::TemplateSource::LastChoices;
    if (isRemembered)
        m_choice->addItem(tr("As chosen last time"));
    const int firstNamed = m_choice->count();
    for (const MappingTemplate &value : m_session.templates().templates()) {
        if (!value.name.isEmpty())
            m_choice->addItem(value.name, value.name);
    }
    const int named = m_choice->findData(m_session.templateName());
    const bool isNamed = !m_session.templateName().isEmpty() && named >= firstNamed;
    m_choice->setCurrentIndex(isNamed ? named : isRemembered ? 1 : 0);
    m_delete->setEnabled(isNamed);
    showOffer();
}

void TemplateBar::showOffer()
{
    const auto offer = m_session.offeredTemplate();
    m_offer->setVisible(offer.has_value());
    if (!offer)
        return;
    const QString what = offer->value.name.isEmpty() ? tr("Your last choices were for similar columns.")
                                                     : tr("“%1” is for similar columns.").arg(offer->value.name);
    m_offerText->setText(what + u' ' + describe(offer->changes).join(u' '));
    QPalette palette = m_offerText->palette();
    palette.setColor(QPalette::WindowText, color(Token::Attention, palette));
    m_offerText->setPalette(palette);
}

void TemplateBar::choose(int index)
{
    const QString name = m_choice->itemData(index).toString();
    if (const auto value = m_session.templates().find(name))
        m_session.useTemplate(*value);
    else if (index == 0)
        m_session.useNoTemplate();
}

void TemplateBar::askName()
{
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(u"templateNameDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save the template"));
    dialog->setLabelText(tr("Name; a template of this name is replaced"));
    dialog->setTextValue(m_session.templateName());
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &name) {
        if (!name.simplified().isEmpty())
            m_session.saveTemplate(name);
    });
    dialog->open();
}

void TemplateBar::importFile()
{
    auto *dialog = new QFileDialog(this, tr("Import a template"), QString(), tr("Templates (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, &m_session, &ImportSession::importTemplate);
    dialog->open();
}

void TemplateBar::exportFile()
{
    const QString name = m_session.templateName();
    auto *dialog = new QFileDialog(this, tr("Export these choices"),
                                   (name.isEmpty() ? tr("columns") : name) + u".json"_s, tr("Templates (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"json"_s);
    connect(dialog, &QFileDialog::fileSelected, &m_session, &ImportSession::exportTemplate);
    dialog->open();
}

} // namespace chancery
