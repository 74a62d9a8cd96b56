// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/passports/passportspanel.h"

#include "core/keyban/calls.h"
#include "core/runs/publishplan.h"
#include "ui/panels/passports/passportfilters.h"
#include "ui/panels/passports/passportinspector.h"
#include "ui/panels/passports/passportlist.h"
#include "ui/panels/passports/passportnotice.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/keptwidths.h"
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

constexpr int listShare = 846;
constexpr int inspectorShare = 344;

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
    keepWidths(*this, m_parts.settings, u"widths/passports"_s);
    showPublishable();
    m_list->setTree(m_filters->showsTree());
    m_list->setQuery(m_filters->query());
    showSync();
}

PassportsPanel::~PassportsPanel()
{
    m_filters->save(m_parts.settings);
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
    m_notice = new PassportNotice(m_parts.mirror, m_parts.sync, this);
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
    m_list = new PassportList({m_parts.mirror, m_parts.sync, m_parts.client.settings().dialect}, m_splitter);
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
    connect(m_filters, &PassportFilters::changed, this, [this] { m_list->setQuery(m_filters->query()); });
    connect(m_filters, &PassportFilters::treeChanged, this, [this] { m_list->setTree(m_filters->showsTree()); });
    connect(m_list, &PassportList::stateChanged, this, &PassportsPanel::showCounts);
    connect(m_list, &PassportList::stateChanged, this, &PassportsPanel::showSelection);
    connect(m_list, &PassportList::failed, this, &PassportsPanel::showFailure);
    connect(&m_parts.client, &keyban::Client::waiting, this, &PassportsPanel::showWait);
    connect(m_list, &PassportList::selectionChanged, this, &PassportsPanel::showSelection);
    connect(m_list, &PassportList::importWanted, this, &PassportsPanel::importWanted);
    connect(m_list, &PassportList::creationWanted, this, &PassportsPanel::createPassport);
    connect(m_list, &PassportList::filtersUnwanted, m_filters, &PassportFilters::clear);
    connect(m_list, &PassportList::rowsShown, this, [this](const QList<Passport> &rows) {
        m_watch.watch(rows);
        learnWords();
    });
    connect(&m_parts.sync, &MirrorSync::changed, this, &PassportsPanel::showSync);
    connect(&m_parts.mirror, &Mirror::stateChanged, this, &PassportsPanel::showCounts);
    connect(&m_watch, &CertificationWatch::changed, this, &PassportsPanel::take);
    connect(&m_watch, &CertificationWatch::halted, this, &PassportsPanel::showFailure);
    connect(&m_watch, &CertificationWatch::gone, this,
            [this](const QString &id) { m_parts.mirror.remove({id}).then(this, [](const Result<Nothing> &) {}); });
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
    m_parts.sync.refresh();
}

void PassportsPanel::open(const Passport &passport)
{
    m_list->select(passport.id);
    inspect(passport);
    take(passport);
}

void PassportsPanel::showCounts()
{
    const std::optional<qint64> total = m_list->total();
    showPublishable();
    if (!total) {
        m_header->setSubtitle(tr("loading"));
        return;
    }
    if (m_parts.mirror.state().rows == 0 && !m_parts.mirror.state().completeAt.isValid()) {
        m_header->setSubtitle({});
        return;
    }
    const QString count = numberText(*total);
    const QString all = numberText(m_parts.mirror.state().rows);
    if (m_list->isTree())
        m_header->setSubtitle(tr("%1 lines of %2 passports").arg(count, all));
    else
        // All that are kept, as the notice below has it: the list is some moments behind while rows come.
        m_header->setSubtitle(m_list->isNarrowed() ? tr("%1 of %2 passports").arg(count, all)
                                                   : tr("%1 passports").arg(all));
}

/// An error is in front only while there is nothing else to show, or when a person has to mend it; else the notice
/// tells.
void PassportsPanel::showSync()
{
    const SyncProgress &progress = m_parts.sync.progress();
    const bool isFilling = !m_parts.mirror.state().completeAt.isValid();
    progress.state == SyncProgress::Running &&isFilling ? m_busy->start() : m_busy->stop();
    const bool isGrave = m_parts.mirror.state().rows == 0 || progress.state == SyncProgress::Halted;
    if (progress.trouble && isGrave) {
        if (m_shownTrouble != progress.trouble)
            showFailure(*progress.trouble);
    } else if (m_shownTrouble || (m_isWaitShown && m_parts.mirror.state().rows > 0)) {
        m_isWaitShown = false;
        m_banner->clear();
    }
    m_shownTrouble = isGrave ? progress.trouble : std::nullopt;
}

void PassportsPanel::learnWords()
{
    m_parts.mirror.words().then(this, [this](const Result<MirrorWords> &words) {
        if (words)
            m_filters->learn(*words);
    });
}

/// The first page is tried for many minutes by itself; nobody is to look at an empty frame meanwhile and wonder.
void PassportsPanel::showWait(const RetryWait &wait)
{
    if (wait.call != QLatin1StringView(keyban::calls::listPassports.name) || m_parts.mirror.state().rows > 0)
        return;
    m_isWaitShown = true;
    const ErrorText why = describe(wait.reason);
    m_banner->showContent(
        {.tone = Tone::Attention,
         .headline = why.headline,
         .serverWords = {},
         .remedy = tr("It is tried again by itself, next at %1.").arg(wait.until.toLocalTime().toString(u"HH:mm:ss"_s)),
         .details = why.details});
    QPushButton *stop = m_banner->addAction(tr("Stop trying"));
    stop->setObjectName(u"stopTrying"_s);
    const auto stopReading = [this] {
        m_parts.client.cancelWait({keyban::calls::ofReading.begin(), keyban::calls::ofReading.end()});
    };
    connect(stop, &QPushButton::clicked, &m_parts.client, stopReading, Qt::QueuedConnection);
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
    const qint64 count = m_list->selectedCount();
    showPublishable();
    if (count > 1)
        m_inspector->showMany(count, m_list->selectedDrafts());
    else if (selected.size() == 1)
        inspect(selected.first());
    else if (count == 0 && !m_list->isWaitingFor(m_inspector->shownId()))
        m_inspector->showNothing();
}

/// Only what is new: filling the form again would take the cursor out of its field.
void PassportsPanel::inspect(const Passport &passport)
{
    if (m_inspector->shownId() == passport.id && m_inspected == passport)
        return;
    m_inspected = passport;
    m_inspector->showPassport(passport);
}

void PassportsPanel::showUnsaved()
{
    const QSet<QString> unsaved = m_inspector->unsaved();
    m_list->setUnsaved(unsaved);
    Q_EMIT badgeChanged(unsaved.isEmpty() ? QString() : numberText(unsaved.size()));
}

void PassportsPanel::showPublishable()
{
    const bool anySelected = m_list->selectedCount() > 0;
    const std::optional<qint64> drafts = anySelected ? m_list->selectedDrafts() : m_list->draftsOnShow();
    m_publish->setEnabled(mayWrite() && drafts != 0);
    if (anySelected && drafts != 0)
        m_publish->setToolTip(tr("Publish the selected drafts"));
    else if (drafts > 0)
        m_publish->setToolTip(tr("Publish all %1 drafts on show").arg(numberText(*drafts)));
    else
        m_publish->setToolTip(tr("Select the drafts to publish"));
}

/// Newer knowledge of a row: a certification moved on, or it was saved, made or published.
void PassportsPanel::take(const Passport &passport)
{
    m_parts.mirror.put({passport}).then(this, [](const Result<Nothing> &) {});
    m_list->update(passport);
    m_watch.watch(passport);
    if (m_inspector->shownId() == passport.id)
        inspect(passport);
    showSelection();
}

bool PassportsPanel::mayWrite() const
{
    return accessOf(m_parts.client) == PassportInspector::Access::Edit;
}

} // namespace chancery
