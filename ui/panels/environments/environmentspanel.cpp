// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/environments/environmentspanel.h"

#include "core/keystone/calls.h"
#include "core/keystone/readall.h"
#include "core/runs/gatedplans.h"
#include "ui/dialogs/servicequestion.h"
#include "ui/panels/environments/environmenteditor.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/fieldlist.h"
#include "ui/widgets/scrollpane.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/texts.h"
#include "ui/words/errortext.h"
#include "ui/words/statetext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using namespace keystone;

EnvironmentsPanel::EnvironmentsPanel(const Parts &parts, QWidget *parent)
    : ListSection(
          {.key = u"environments"_s,
           .title = tr("Environments"),
           .iconName = u"connection"_s,
           .columns = {tr("Name"), tr("Slug"), tr("State"), tr("Use")},
           .stretchColumn = 0,
           .empty = {u"connection"_s, tr("No environments"),
                     tr("An environment is a separated part of your platform, with a machine client and settlements "
                        "of its own.")}},
          parent)
    , m_parts(parts)
    , m_name(new QLabel(this))
    , m_state(new StatePill(this))
    , m_inUse(new StatePill(this))
    , m_fields(new FieldList(this))
    , m_edit(new QPushButton(tr("&Edit…"), this))
    , m_turn(new QPushButton(tr("De&activate…"), this))
{
    QPushButton *fresh = addAction(u"environmentNew"_s, tr("&New environment…"), ButtonKind::Primary);
    connect(fresh, &QPushButton::clicked, this, &EnvironmentsPanel::create);
    setDetail(makeDetail());
    guardActions({m_edit, m_turn});
    connect(m_edit, &QPushButton::clicked, this, &EnvironmentsPanel::edit);
    connect(m_turn, &QPushButton::clicked, this, &EnvironmentsPanel::askToTurn);
    for (QPushButton *button : {fresh, m_edit, m_turn}) {
        button->setEnabled(mayWrite());
        button->setToolTip(mayWrite() ? QString() : tr("This connection is read-only"));
    }
}

QWidget *EnvironmentsPanel::makeDetail()
{
    m_name->setObjectName(u"environmentTitle"_s);
    m_name->setTextFormat(Qt::PlainText);
    m_name->setWordWrap(true);
    setType(*m_name, Type::CardTitle);
    m_state->setObjectName(u"environmentState"_s);
    m_inUse->setObjectName(u"environmentInUse"_s);
    m_edit->setObjectName(u"environmentEdit"_s);
    m_edit->setAccessibleName(tr("Edit"));
    m_turn->setObjectName(u"environmentTurn"_s);
    auto *head = new QHBoxLayout;
    head->setSpacing(space::small);
    head->addWidget(m_name, 1);
    head->addWidget(m_inUse, 0, Qt::AlignTop);
    head->addWidget(m_state, 0, Qt::AlignTop);
    auto *actions = new QHBoxLayout;
    actions->setSpacing(space::small);
    actions->addWidget(m_edit);
    actions->addWidget(m_turn);
    actions->addStretch(1);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(space::large, 0, 0, space::large);
    column->setSpacing(space::medium);
    column->addLayout(head);
    column->addLayout(actions);
    column->addWidget(m_fields);
    column->addStretch(1);
    return new ScrollPane(content, this);
}

void EnvironmentsPanel::load()
{
    const PageReader<Environment> read = [this](const Window &window) {
        return m_parts.client.listEnvironments(window);
    };
    readAll<Environment>(read, maxShortPageSize).then(work(), [this](const Result<Page<Environment>> &page) {
        page ? take(*page) : fail(page.error());
    });
}

void EnvironmentsPanel::take(const Page<Environment> &page)
{
    m_environments = page.rows;
    QList<Record> records;
    for (const Environment &environment : std::as_const(m_environments))
        records << recordOf(environment);
    QString summary = records.size() == 1 ? tr("1 environment") : tr("%1 environments").arg(records.size());
    if (!page.damaged.isEmpty())
        summary += u" · "_s + tr("%1 could not be read").arg(page.damaged.size());
    showRecords(records, summary);
}

Record EnvironmentsPanel::recordOf(const Environment &environment) const
{
    return {environment.id,
            {{.text = environment.name},
             {.text = environment.slug},
             {.text = environment.isActive ? tr("Active") : tr("Deactivated"),
              .tone = environment.isActive ? Tone::Good : Tone::Neutral},
             {.text = isInUse(environment) ? tr("In use here") : QString(),
              .tone = isInUse(environment) ? std::optional(Tone::Accent) : std::nullopt}}};
}

const Environment *EnvironmentsPanel::find(const QString &id) const
{
    return findById(m_environments, id);
}

bool EnvironmentsPanel::isInUse(const Environment &environment) const
{
    return environment.auth0ClientId == m_parts.clientId;
}

void EnvironmentsPanel::showCurrent(const QString &id)
{
    const Environment *environment = find(id);
    if (!environment)
        return;
    m_name->setText(environment->name);
    m_state->setState(environment->isActive ? Tone::Good : Tone::Neutral,
                      environment->isActive ? tr("Active") : tr("Deactivated"));
    m_inUse->setState(Tone::Accent, isInUse(*environment) ? tr("In use here") : QString());
    m_turn->setText(environment->isActive ? tr("De&activate…") : tr("Re&activate…"));
    m_turn->setAccessibleName(environment->isActive ? tr("Deactivate") : tr("Reactivate"));
    const QString rate = environment->rateLimitRpm
                             ? tr("%1 requests a minute").arg(numberText(*environment->rateLimitRpm))
                             : tr("The service's own");
    m_fields->setFields({{tr("Slug"), environment->slug, u"slug"_s},
                         {tr("Client"), environment->auth0ClientId, u"client"_s},
                         {tr("Settlements time out after"), spanText(environment->defaultTimeoutSeconds), u"timeout"_s},
                         {tr("Requests allowed"), rate, u"rate"_s},
                         {tr("Webhook address"), environment->webhookUrl, u"webhook"_s},
                         {tr("API version"), environment->apiVersion, u"version"_s},
                         {tr("Created"), exactText(environment->createdAt), u"created"_s},
                         {tr("Last changed"), exactText(environment->updatedAt), u"updated"_s},
                         {tr("Id"), environment->id, u"id"_s}});
}

void EnvironmentsPanel::create()
{
    auto *editor = new EnvironmentEditor(m_parts.client, m_parts.place, nullptr, this);
    connect(editor, &EnvironmentEditor::saved, this, &EnvironmentsPanel::noteSaved);
    connect(editor, &EnvironmentEditor::unclear, this, [this](const QString &slug, const Error &error) {
        afterLoad([this, slug, error] { tellOfStray(slug, error); });
        refresh();
    });
    editor->open();
}

void EnvironmentsPanel::edit()
{
    const Environment *environment = find(currentId());
    if (!environment)
        return;
    auto *editor = new EnvironmentEditor(m_parts.client, m_parts.place, environment, this);
    connect(editor, &EnvironmentEditor::saved, this, &EnvironmentsPanel::noteSaved);
    editor->open();
}

void EnvironmentsPanel::noteSaved(const Environment &environment)
{
    chooseOnceListed(environment.id);
    refresh();
}

/// Slugs are for good and only once there.
void EnvironmentsPanel::tellOfStray(const QString &slug, const Error &error)
{
    const auto found = std::find_if(m_environments.cbegin(), m_environments.cend(),
                                    [&](const Environment &environment) { return environment.slug == slug; });
    const bool isThere = found != m_environments.cend();
    if (isThere)
        choose(found->id);
    banner()->showContent(
        {.tone = Tone::Attention,
         .headline =
             isThere ? tr("The answer to the creation of “%1” was lost, but the environment is there.").arg(slug)
                     : tr("The answer to the creation of “%1” was lost, and no such environment is there.").arg(slug),
         .remedy = isThere ? tr("Look through its settings; there is nothing else to be done.")
                           : tr("Nothing was created: try again."),
         .details = describe(error).details});
}

void EnvironmentsPanel::askToTurn()
{
    const Environment *environment = find(currentId());
    if (!environment)
        return;
    if (environment->isActive)
        askToDeactivate(*environment);
    else
        askToReactivate(*environment);
}

void EnvironmentsPanel::askToDeactivate(const Environment &environment)
{
    const bool inUse = isInUse(environment);
    QStringList consequences;
    if (inUse)
        consequences << tr(
            "This console works in this environment. Its client gets no token any more: you are locked out, "
            "here and in every other program that uses it, and cannot take it back from here.");
    else
        consequences << tr("Its client “%1” gets no token any more: every program that works in it is locked out.")
                            .arg(environment.auth0ClientId);
    consequences
        << tr("Its settlements stay, but nobody can decide them, and the deadlines run on.")
        << (inUse ? tr("Only somebody with another environment's client, or the service itself, can reactivate it.")
                  : tr("It can be reactivated, here too."));
    const bool mustType = inUse || m_parts.place.live;
    askFirst(this, m_parts.place,
             {.title = inUse ? tr("Deactivate the environment in use") : tr("Deactivate the environment"),
              .subject = u"%1 (%2)"_s.arg(environment.name, environment.slug),
              .consequences = consequences,
              .action = tr("&Deactivate"),
              .typed = mustType ? environment.slug : QString()},
             [this, id = environment.id] { passGate(id); });
}

void EnvironmentsPanel::askToReactivate(const Environment &environment)
{
    askFirst(this, m_parts.place,
             {.title = tr("Reactivate the environment"),
              .subject = u"%1 (%2)"_s.arg(environment.name, environment.slug),
              .consequences = {tr("Its client “%1” gets tokens again.").arg(environment.auth0ClientId),
                               tr("What has timed out meanwhile stays timed out.")},
              .action = tr("&Reactivate"),
              .kind = ButtonKind::Primary},
             [this, id = environment.id] { reactivate(id); });
}

void EnvironmentsPanel::passGate(const QString &id)
{
    if (!m_parts.keeper)
        return deactivate(id);
    m_parts.keeper->carryOut(
        this, planOf(GatedAction::DeactivateEnvironment, m_parts.client.service(), id), [this, id] { deactivate(id); },
        [this](const Error &error) { banner()->showError(error); });
}

void EnvironmentsPanel::deactivate(const QString &id)
{
    setBusy(true);
    m_parts.client.deactivateEnvironment(id, Confirmation::afterReview(calls::deactivateEnvironment, id))
        .then(this, [this, id](const Result<std::optional<Environment>> &done) {
            setBusy(false);
            if (!done)
                return failAndReload(done.error());
            noteDeactivated(id);
        });
}

/// The one in use cannot be read any more: what was done is shown without asking.
void EnvironmentsPanel::noteDeactivated(const QString &id)
{
    const auto found = std::find_if(m_environments.begin(), m_environments.end(),
                                    [&](const Environment &environment) { return environment.id == id; });
    if (found == m_environments.end() || !isInUse(*found))
        return refresh();
    Page<Environment> page;
    found->isActive = false;
    page.rows = m_environments;
    take(page);
    banner()->showContent({.tone = Tone::Attention,
                           .headline = tr("The environment that this console works in is deactivated."),
                           .remedy = tr("Its client gets no token any more. Work with another connection, and have it "
                                        "reactivated from there.")});
}

void EnvironmentsPanel::reactivate(const QString &id)
{
    setBusy(true);
    m_parts.client.updateEnvironment(id, {.isActive = true}, Confirmation::afterReview(calls::updateEnvironment, id))
        .then(this, [this](const Result<Environment> &done) {
            setBusy(false);
            if (!done)
                return failAndReload(done.error());
            refresh();
        });
}

} // namespace chancery
