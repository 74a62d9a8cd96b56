// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/passports/passportspanel.h"

#include "core/keyban/calls.h"
#include "core/runs/publishplan.h"
#include "ui/dialogs/publishdialog.h"
#include "ui/dialogs/reviewdialog.h"
#include "ui/models/changewords.h"
#include "ui/panels/passports/newpassportdialog.h"
#include "ui/panels/passports/passportfilters.h"
#include "ui/panels/passports/passportinspector.h"
#include "ui/panels/passports/passportlist.h"
#include "ui/panels/passports/passportnotice.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/panelheader.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/texts.h"
#include "ui/words/errortext.h"

#include <QPushButton>
#include <QSettings>
#include <QShortcut>
#include <QTimer>
#include <QVBoxLayout>

namespace chancery {

using namespace Qt::StringLiterals;
using keyban::Passport;

namespace {

constexpr int listShare = 810;
constexpr int inspectorShare = 380;
constexpr int newsMs = 8'000; ///< how long the status bar says what went well

PassportInspector::Access accessOf(const keyban::Client &client)
{
    if (client.guardLevel() == GuardLevel::ReadOnly)
        return PassportInspector::Access::ReadOnlyProfile;
    return client.settings().dialectDecided ? PassportInspector::Access::Edit
                                            : PassportInspector::Access::DialectUndecided;
}

} // namespace

PassportsPanel::PassportsPanel(PassportsPanelParts parts, PassportsPanelFacts facts, QWidget *parent)
    : Panel(parent)
    , m_parts(parts)
    , m_facts(std::move(facts))
    , m_watch(parts.client)
{
    build();
    connectList();
    connectInspector();
    addShortcuts();
    m_filters->restore(m_parts.settings);
    m_list->restoreLayout(m_parts.settings);
    m_splitter->restoreState(m_parts.settings.value(u"passports/splitter"_s).toByteArray());
    showPublishable(0);
    m_list->setTree(m_filters->showsTree());
    m_list->setFilters(m_filters->filters());
}

PassportsPanel::~PassportsPanel()
{
    m_filters->save(m_parts.settings);
    m_list->saveLayout(m_parts.settings);
    m_parts.settings.setValue(u"passports/splitter"_s, m_splitter->saveState());
}

QString PassportsPanel::title() const
{
    return tr("Passports");
}

QString PassportsPanel::iconName() const
{
    return u"passport"_s;
}

bool PassportsPanel::hasUnsavedWork() const
{
    return !m_inspector->unsaved().isEmpty();
}

QString PassportsPanel::unsavedWork() const
{
    const qsizetype unsaved = m_inspector->unsaved().size();
    return unsaved == 1 ? tr("The changes to one passport are not saved and would be lost.")
                        : tr("The changes to %1 passports are not saved and would be lost.").arg(numberText(unsaved));
}

void PassportsPanel::build()
{
    m_header = new PanelHeader(tr("Passports"), this);
    m_publish = new QPushButton(tr("Publish…"), this);
    m_publish->setObjectName(u"publishPassports"_s);
    m_new = new QPushButton(tr("New passport"), this);
    m_new->setObjectName(u"newPassport"_s);
    m_new->setToolTip(tr("Write a passport by hand (Ctrl+N)"));
    setButtonKind(*m_new, ButtonKind::Primary);
    m_header->addAction(m_publish);
    m_header->addAction(m_new);
    m_new->setEnabled(mayWrite());

    m_banner = new Banner(this);
    m_filters = new PassportFilters(this);
    m_notice = new PassportNotice(this);
    m_busy = new BusyBar(this);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::large, space::huge, space::large);
    column->setSpacing(space::medium);
    column->addWidget(m_header);
    column->addWidget(m_banner);
    column->addWidget(m_filters);
    column->addWidget(m_notice);
    column->addWidget(buildBody(), 1);
}

QWidget *PassportsPanel::buildBody()
{
    auto *body = new QWidget(this);
    m_splitter = new Splitter(Qt::Horizontal, body);
    m_splitter->setObjectName(u"passportsSplitter"_s);
    m_list = new PassportList(m_parts.client, m_splitter);
    m_inspector = new PassportInspector(m_parts.client.settings().dialect, accessOf(m_parts.client), m_splitter);
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(m_inspector);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes({listShare, inspectorShare});
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_busy);
    column->addWidget(m_splitter, 1);
    return body;
}

void PassportsPanel::connectList()
{
    connect(m_filters, &PassportFilters::changed, this, [this] { m_list->setFilters(m_filters->filters()); });
    connect(m_filters, &PassportFilters::treeChanged, this, [this] { m_list->setTree(m_filters->showsTree()); });
    connect(m_notice, &PassportNotice::allWanted, m_list, &PassportList::loadAll);
    connect(m_notice, &PassportNotice::stopWanted, m_list, &PassportList::stop);
    connect(m_notice, &PassportNotice::orphansWanted, m_list, &PassportList::lookForOrphans);
    connect(m_list, &PassportList::stateChanged, this, &PassportsPanel::showCounts);
    connect(m_list, &PassportList::failed, this, &PassportsPanel::showFailure);
    connect(&m_parts.client, &keyban::Client::waiting, this, &PassportsPanel::showWait);
    connect(m_list, &PassportList::selectionChanged, this, &PassportsPanel::showSelection);
    connect(m_list, &PassportList::importWanted, this, &PassportsPanel::importWanted);
    connect(m_list, &PassportList::creationWanted, this, &PassportsPanel::createPassport);
    connect(m_list, &PassportList::filtersUnwanted, m_filters, &PassportFilters::clear);
    connect(m_list, &PassportList::numberSearchWanted, this,
            [this] { m_filters->searchIn(keyban::FilterField::ModelNumber); });
    connect(m_list, &PassportList::rowsLoaded, this, [this](const QList<Passport> &rows) {
        m_banner->clear();
        m_filters->learn(rows);
        m_watch.watch(rows);
        showSelection();
    });
    connect(&m_watch, &CertificationWatch::changed, this, &PassportsPanel::take);
    connect(&m_watch, &CertificationWatch::halted, this, &PassportsPanel::showFailure);
    connect(&m_watch, &CertificationWatch::gone, m_list, &PassportList::remove);
}

void PassportsPanel::connectInspector()
{
    connect(m_inspector, &PassportInspector::unsavedChanged, this, &PassportsPanel::showUnsaved);
    connect(m_inspector, &PassportInspector::reviewWanted, this, &PassportsPanel::reviewAndSave);
    connect(m_inspector, &PassportInspector::publishWanted, this, &PassportsPanel::publishSelected);
    connect(m_publish, &QPushButton::clicked, this, &PassportsPanel::publishSelected);
    connect(m_new, &QPushButton::clicked, this, &PassportsPanel::createPassport);
}

void PassportsPanel::addShortcuts()
{
    const auto add = [this](const QKeySequence &keys, auto slot) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, slot);
    };
    add(QKeySequence::Find, [this] { m_filters->focusSearch(); });
    add(QKeySequence::Refresh, [this] { refresh(); });
    add(QKeySequence::New, [this] { createPassport(); });
    add(QKeySequence::Save, [this] { reviewAndSave(); });
}

void PassportsPanel::refresh()
{
    m_banner->clear();
    m_watch.resume();
    m_list->refresh();
}

void PassportsPanel::open(const Passport &passport)
{
    m_list->add(passport);
    m_list->select(passport.id);
    m_inspector->showPassport(passport);
    m_watch.watch(passport);
}

void PassportsPanel::showCounts()
{
    const PassportPager &pager = m_list->pager();
    m_list->isLoading() ? m_busy->start() : m_busy->stop();
    m_notice->describe(*m_list);
    if (!pager.hasAnswered()) {
        m_header->setSubtitle(pager.isLoading() ? tr("loading") : QString());
        return;
    }
    const QString total = numberText(pager.total());
    const QString what = m_list->isLazyTree() ? tr("%1 models").arg(total) : tr("%1 passports").arg(total);
    m_header->setSubtitle(pager.isComplete() ? what : tr("%1, %2 loaded").arg(what, numberText(pager.loaded())));
}

/// The list is tried for many minutes by itself; nobody is to look at an empty frame meanwhile and wonder.
void PassportsPanel::showWait(const RetryWait &wait)
{
    if (wait.call != QLatin1StringView(keyban::calls::listPassports.name) || !m_list->isLoading())
        return;
    const ErrorText why = describe(wait.reason);
    m_banner->showContent(
        {.tone = Tone::Attention,
         .headline = why.headline,
         .serverWords = {},
         .remedy = tr("It is tried again by itself, next at %1.").arg(wait.until.toLocalTime().toString(u"HH:mm:ss"_s)),
         .details = why.details});
    QPushButton *stop = m_banner->addAction(tr("Stop trying"));
    stop->setObjectName(u"stopTrying"_s);
    connect(stop, &QPushButton::clicked, &m_parts.client, &keyban::Client::cancelWait, Qt::QueuedConnection);
}

void PassportsPanel::showFailure(const Error &error)
{
    m_banner->clear();
    m_banner->showError(error);
    QPushButton *retry = m_banner->addAction(tr("Try again"));
    retry->setObjectName(u"retryLoading"_s);
    connect(retry, &QPushButton::clicked, this, &PassportsPanel::refresh, Qt::QueuedConnection);
}

void PassportsPanel::showSelection()
{
    const QList<Passport> selected = m_list->selected();
    const qsizetype drafts =
        std::count_if(selected.begin(), selected.end(), [](const Passport &passport) { return isDraft(passport); });
    showPublishable(drafts);
    if (selected.size() > 1)
        m_inspector->showMany(selected.size(), drafts);
    else if (selected.size() == 1)
        m_inspector->showPassport(selected.first());
    else if (!m_list->isLoading())
        m_inspector->showNothing();
}

void PassportsPanel::showUnsaved()
{
    const QSet<QString> unsaved = m_inspector->unsaved();
    m_list->setUnsaved(unsaved);
    Q_EMIT badgeChanged(unsaved.isEmpty() ? QString() : numberText(unsaved.size()));
}

void PassportsPanel::showPublishable(qsizetype selectedDrafts)
{
    const qsizetype drafts = m_list->publishable().size();
    m_publish->setEnabled(mayWrite() && drafts > 0);
    if (selectedDrafts > 0)
        m_publish->setToolTip(tr("Publish the selected drafts"));
    else if (drafts > 0)
        m_publish->setToolTip(tr("Publish all %1 drafts on show").arg(numberText(drafts)));
    else
        m_publish->setToolTip(tr("Select the drafts to publish, or load all that match"));
}

/// Newer knowledge of a row: a certification moved on, or it was saved or published.
void PassportsPanel::take(const Passport &passport)
{
    m_list->update(passport);
    m_watch.watch(passport);
    if (m_inspector->shownId() == passport.id)
        m_inspector->showPassport(passport);
    showSelection();
}

bool PassportsPanel::mayWrite() const
{
    return accessOf(m_parts.client) == PassportInspector::Access::Edit;
}

DialogPlace PassportsPanel::place() const
{
    return {m_facts.live, m_facts.profileName, m_facts.network};
}

void PassportsPanel::createPassport()
{
    if (!mayWrite())
        return;
    auto *dialog = new NewPassportDialog(m_parts.client, place(), this);
    connect(dialog, &NewPassportDialog::created, this, &PassportsPanel::open);
    connect(dialog, &NewPassportDialog::existingWanted, this, &PassportsPanel::open);
    dialog->open();
}

void PassportsPanel::publishSelected()
{
    const QList<Passport> drafts = m_list->publishable();
    if (!mayWrite() || drafts.isEmpty())
        return;
    auto *dialog = new PublishDialog({m_parts.client, drafts, place()}, this);
    connect(dialog, &PublishDialog::published, this, &PassportsPanel::take);
    dialog->open();
}

void PassportsPanel::reviewAndSave()
{
    const DataDraft *draft = m_inspector->draft();
    if (!mayWrite() || !draft || !m_inspector->canSave())
        return;
    auto *dialog = new ReviewDialog({m_parts.client, draft->base(), draft->patch(), place()}, this);
    connect(dialog, &ReviewDialog::saved, this, &PassportsPanel::saved);
    connect(dialog, &ReviewDialog::notSaved, this, [this](const SaveEnd &end) {
        if (end.error)
            m_inspector->showFieldErrors(*end.error);
    });
    dialog->open();
}

void PassportsPanel::saved(const SaveEnd &end)
{
    m_inspector->settle(*end.now);
    take(*end.now);
    if (end.unexpected.isEmpty()) {
        Q_EMIT statusChanged(tr("%1 was saved.").arg(end.now->name));
        QTimer::singleShot(newsMs, this, [this] { Q_EMIT statusChanged({}); });
        return;
    }
    QStringList fields;
    for (const keyban::FieldChange &change : end.unexpected)
        fields << tr("%1 (%2)").arg(change.path, changeText(change));
    m_inspector->banner().showContent({.tone = Tone::Attention,
                                       .headline = tr("Saved, but the service now has other values than were sent."),
                                       .serverWords = {},
                                       .remedy = tr("Look at these fields: %1.").arg(fields.join(u", "_s)),
                                       .details = {}});
}

} // namespace chancery
