// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/connections/connectionform.h"

#include "ui/dialogs/connections/approvalfields.h"
#include "ui/dialogs/connections/fieldgrid.h"
#include "ui/dialogs/connections/fieldnote.h"
#include "ui/dialogs/connections/gatefields.h"
#include "ui/dialogs/connections/keyfield.h"
#include "ui/dialogs/connections/proxyfields.h"
#include "ui/dialogs/connections/settlementfields.h"
#include "ui/theme/icons.h"
#include "ui/words/profiletext.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QToolButton>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

struct Named
{
    QString object;
    QString accessible;
};

template <class Widget>
Widget *named(Widget *widget, const Named &names)
{
    widget->setObjectName(names.object);
    widget->setAccessibleName(names.accessible);
    return widget;
}

bool hasErrorIn(const FieldGroup &group, const QMap<ProfileField, FieldFinding> &found)
{
    const auto fields = group.fields().keys();
    return std::any_of(fields.begin(), fields.end(), [&found](ProfileField field) {
        const auto finding = found.constFind(field);
        return finding != found.constEnd() && finding->severity == ProfileSeverity::Error;
    });
}

/// What was read stays as it was while nobody touches it.
QString typed(const QString &text, const QString &loaded)
{
    return text == loaded ? loaded : text.trimmed();
}

} // namespace

ConnectionForm::ConnectionForm(Keyring &keyring, std::function<bool(const Profile &)> isTaken, QWidget *parent)
    : QWidget(parent)
    , m_isTaken(std::move(isTaken))
    , m_name(named(new QLineEdit(this), {u"connectionName"_s, tr("Name")}))
    , m_address(named(new QLineEdit(this), {u"connectionAddress"_s, tr("Service address")}))
    , m_application(named(new QLineEdit(this), {u"connectionApplication"_s, tr("Application id")}))
    , m_network(named(new QComboBox(this), {u"connectionNetwork"_s, tr("Network")}))
    , m_dialect(named(new QComboBox(this), {u"connectionDialect"_s, tr("Dialect")}))
    , m_guard(named(new QComboBox(this), {u"connectionGuard"_s, tr("Guard")}))
    , m_advanced(named(new QToolButton(this), {u"connectionAdvanced"_s, tr("Advanced")}))
    , m_stream(named(new QLineEdit(this), {u"connectionEventStream"_s, tr("Event stream path")}))
    , m_key(new KeyField(keyring, Service::Keyban, this))
    , m_settlements(new SettlementFields(keyring, this))
    , m_approvals(new ApprovalFields(keyring, this))
    , m_groups{m_settlements, m_approvals, new GateFields(this), new ProxyFields(this)}
{
    buildFields();
    layOut();
    connectFields();
}

void ConnectionForm::buildFields()
{
    m_name->setPlaceholderText(tr("For instance: Maison Aubrac, production"));
    m_address->setInputMethodHints(Qt::ImhUrlCharactersOnly);
    m_address->setPlaceholderText(u"https://"_s);
    m_application->setPlaceholderText(u"00000000-0000-0000-0000-000000000000"_s);
    m_network->setEditable(true);
    m_network->setInsertPolicy(QComboBox::NoInsert);
    m_network->addItems(keyban::knownNetworks());
    m_network->lineEdit()->setPlaceholderText(tr("Not decided"));
    m_network->lineEdit()->setAccessibleName(tr("Network"));
    m_dialect->addItem(tr("As the service shows"));
    m_dialect->addItem(tr("Flat (official client 1 and 2)"), int(keyban::Dialect::Flat));
    m_dialect->addItem(tr("Product (official client 3 to 5)"), int(keyban::Dialect::Product));
    for (const GuardLevel level : {GuardLevel::Normal, GuardLevel::Confirm, GuardLevel::ReadOnly}) {
        m_guard->addItem(guardName(level), int(level));
        m_guard->setItemData(m_guard->count() - 1, guardSentence(level), Qt::ToolTipRole);
    }
    m_advanced->setText(tr("Ad&vanced"));
    m_advanced->setCheckable(true);
    m_advanced->setAutoRaise(true);
    m_advanced->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_stream->setPlaceholderText(tr("Empty: progress is asked for at intervals"));
}

void ConnectionForm::layOut()
{
    auto *grid = new FieldGrid(this);
    const auto add = [this, grid](const QString &label, QWidget *field, ProfileField what) {
        QLabel *words = grid->addField(label, field);
        m_fields[what] = field;
        m_notes[what] = grid->addNote(field->objectName() + u"Note"_s);
        return words;
    };
    m_managed = grid->addNote(u"managedNote"_s);
    add(tr("&Name"), m_name, ProfileField::Name);
    add(tr("Service &address"), m_address, ProfileField::KeybanBase);
    grid->addField(tr("API &key"), m_key);
    add(tr("Application &id"), m_application, ProfileField::KeybanApplication);
    add(tr("Net&work"), m_network, ProfileField::KeybanNetwork);
    add(tr("Dia&lect"), m_dialect, ProfileField::KeybanDialect);
    m_dialectRemark = grid->addNote(u"dialectRemark"_s);
    grid->addField(tr("&Guard"), m_guard);
    m_guardRemark = grid->addNote(u"guardRemark"_s);
    for (FieldGroup *group : std::as_const(m_groups)) {
        group->addTo(*grid);
        m_fields.insert(group->fields());
        m_notes.insert(group->notes());
    }
    grid->addBelow(m_advanced);
    m_streamLabel = add(tr("&Event stream path"), m_stream, ProfileField::KeybanEventStream);
    alignLabels(*grid);
}

/// The fields inside the folds stand in line with those outside.
void ConnectionForm::alignLabels(const FieldGrid &grid)
{
    for (FieldGrid *inside : findChildren<FieldGrid *>())
        inside->setLabelWidth(grid.labelWidth());
}

void ConnectionForm::connectFields()
{
    for (auto field = m_fields.begin(); field != m_fields.end(); ++field) {
        auto *edit = qobject_cast<QLineEdit *>(*field);
        if (!edit)
            continue;
        connect(edit, &QLineEdit::textChanged, this, &ConnectionForm::refresh);
        connect(edit, &QLineEdit::editingFinished, this, [this, what = field.key()] {
            m_left.insert(what);
            refresh();
        });
    }
    connect(m_network, &QComboBox::currentTextChanged, this, &ConnectionForm::refresh);
    connect(m_dialect, &QComboBox::currentIndexChanged, this, &ConnectionForm::refresh);
    connect(m_guard, &QComboBox::currentIndexChanged, this, &ConnectionForm::refresh);
    connect(m_key, &KeyField::changed, this, &ConnectionForm::refresh);
    for (const FieldGroup *group : std::as_const(m_groups)) {
        connect(group, &FieldGroup::changed, this, &ConnectionForm::refresh);
        connect(group, &FieldGroup::left, this, [this](ProfileField what) {
            m_left.insert(what);
            refresh();
        });
    }
    connect(m_advanced, &QToolButton::toggled, this, &ConnectionForm::foldAdvanced);
}

void ConnectionForm::foldAdvanced()
{
    const bool open = m_advanced->isChecked();
    m_advanced->setIcon(themeIcon(open ? u"chevron-up"_s : u"chevron-down"_s));
    m_stream->setVisible(open);
    m_streamLabel->setVisible(open);
    refresh();
}

void ConnectionForm::setProfile(const Profile &profile, bool isNew)
{
    m_isNew = isNew;
    m_left.clear();
    m_loaded = profile;
    placeKeys(profile);
    for (FieldGroup *group : std::as_const(m_groups))
        group->setOpen(false);
    fill(profile);
    lock();
    refresh();
}

void ConnectionForm::placeKeys(const Profile &profile)
{
    for (const Service service : {Service::Keyban, Service::Keystone, Service::Bkey})
        keyOf(service).setPlace({.entry = secretKey(profile, service),
                                 .connection = profile.name,
                                 .isNew = m_isNew,
                                 .isManaged = profile.isSandbox});
}

void ConnectionForm::fill(const Profile &profile)
{
    const QScopedValueRollback filling(m_filling, true);
    m_name->setText(profile.name);
    m_address->setText(profile.keyban.base.toString());
    m_application->setText(profile.keyban.applicationId);
    m_network->setCurrentText(profile.keyban.network);
    const auto dialect = profile.keyban.dialect;
    m_dialect->setCurrentIndex(dialect ? m_dialect->findData(int(*dialect)) : 0);
    m_guard->setCurrentIndex(m_guard->findData(int(profile.guard)));
    m_stream->setText(profile.keyban.eventStreamPath);
    for (FieldGroup *group : std::as_const(m_groups))
        group->fill(profile);
    m_advanced->setChecked(!profile.keyban.eventStreamPath.isEmpty());
    foldAdvanced();
}

/// What the console sets by itself on its own sandbox.
void ConnectionForm::lock()
{
    m_address->setEnabled(!m_loaded.isSandbox);
    m_application->setEnabled(!m_loaded.isSandbox);
    m_managed->say(Tone::Neutral, m_loaded.isSandbox
                                      ? tr("This is the local sandbox. The console starts it and sets address, key and "
                                           "application by itself.")
                                      : QString());
}

Profile ConnectionForm::profile() const
{
    Profile now = m_loaded;
    now.name = typed(m_name->text(), m_loaded.name);
    if (m_address->text() != m_loaded.keyban.base.toString())
        now.keyban.base = QUrl(m_address->text().trimmed());
    now.keyban.applicationId = typed(m_application->text(), m_loaded.keyban.applicationId);
    now.keyban.network = typed(m_network->currentText(), m_loaded.keyban.network);
    const QVariant dialect = m_dialect->currentData();
    now.keyban.dialect = dialect.isValid() ? std::optional(keyban::Dialect(dialect.toInt())) : std::nullopt;
    now.keyban.eventStreamPath = typed(m_stream->text(), m_loaded.keyban.eventStreamPath);
    now.guard = GuardLevel(m_guard->currentData().toInt());
    for (const FieldGroup *group : m_groups)
        group->read(now, m_loaded);
    return now;
}

void ConnectionForm::rebase(const Profile &profile)
{
    if (!isModified()) {
        m_loaded = profile;
        fill(profile);
    } else {
        m_loaded.source = profile.source;
        m_loaded.keyban.source = profile.keyban.source;
        if (m_loaded.keystone && profile.keystone)
            m_loaded.keystone->source = profile.keystone->source;
        if (m_loaded.bkey && profile.bkey)
            m_loaded.bkey->source = profile.bkey->source;
        if (m_loaded.keychains && profile.keychains)
            m_loaded.keychains->source = profile.keychains->source;
        m_loaded.keyban.remembered = profile.keyban.remembered;
    }
    refresh();
}

void ConnectionForm::remember(const Secret &key, keyban::Dialect dialect)
{
    Profile now = profile();
    rememberDialect(now, key, dialect);
    m_loaded.keyban.remembered = now.keyban.remembered;
    refreshRemarks(now);
}

void ConnectionForm::setSaved(const Profile &profile)
{
    m_isNew = false;
    m_loaded = profile;
    placeKeys(profile);
    fill(profile);
    refresh();
}

bool ConnectionForm::isModified() const
{
    return !(profile() == m_loaded) || m_key->hasFresh() || keyOf(Service::Keystone).hasFresh() ||
           keyOf(Service::Bkey).hasFresh();
}

QMap<ProfileField, FieldFinding> ConnectionForm::findings(const Profile &profile) const
{
    return findingsOf(profile, m_isTaken(profile) ? NameState::Taken : NameState::Free);
}

void ConnectionForm::refresh()
{
    if (m_filling)
        return;
    const Profile now = profile();
    const auto found = findings(now);
    for (auto note = m_notes.begin(); note != m_notes.end(); ++note) {
        const auto finding = found.constFind(note.key());
        const bool folded = note.key() == ProfileField::KeybanEventStream && !m_advanced->isChecked();
        if (finding == found.constEnd() || folded || isEarly(note.key()))
            (*note)->say(Tone::Neutral, {});
        else
            (*note)->say(finding->severity == ProfileSeverity::Error ? Tone::Bad : Tone::Attention, finding->words);
        m_fields.value(note.key())->setAccessibleDescription((*note)->words());
    }
    refreshRemarks(now);
    Q_EMIT changed();
}

const FieldGroup *ConnectionForm::groupOf(ProfileField field) const
{
    const auto found = std::find_if(m_groups.begin(), m_groups.end(),
                                    [field](const FieldGroup *group) { return group->fields().contains(field); });
    return found == m_groups.end() ? nullptr : *found;
}

/// Whether nobody can have been done with a field yet that is not right.
bool ConnectionForm::isEarly(ProfileField field) const
{
    if (m_left.contains(field))
        return false;
    const FieldGroup *group = groupOf(field);
    const auto *edit = qobject_cast<QLineEdit *>(m_fields.value(field));
    const bool isFresh = m_isNew || (group && !group->isIn(m_loaded));
    return (group && group->isBusy(field)) || (isFresh && edit && edit->text().trimmed().isEmpty());
}

void ConnectionForm::refreshRemarks(const Profile &profile)
{
    m_dialectRemark->say(Tone::Neutral, dialectRemark(profile));
    m_guardRemark->say(Tone::Neutral, guardSentence(profile.guard));
    const QString before = hostWords(m_loaded.keyban.base);
    const bool moved = !m_isNew && !before.isEmpty() && before != hostWords(profile.keyban.base);
    m_key->warnOfOtherHost(moved ? before : QString());
    for (FieldGroup *group : std::as_const(m_groups))
        group->remark(m_isNew ? profile : m_loaded, profile);
    m_key->setProxied(profile.keychains ? profile.keychains->passports : QString());
    clientSecret().setProxied(profile.keychains ? profile.keychains->settlements : QString());
}

bool ConnectionForm::hasErrors() const
{
    const auto found = findings(profile());
    return std::any_of(found.begin(), found.end(),
                       [](const auto &finding) { return finding.severity == ProfileSeverity::Error; });
}

void ConnectionForm::showProblems()
{
    const auto found = findings(profile());
    for (auto finding = found.begin(); finding != found.end(); ++finding)
        m_left.insert(finding.key());
    if (found.contains(ProfileField::KeybanEventStream))
        m_advanced->setChecked(true);
    for (FieldGroup *group : std::as_const(m_groups))
        if (hasErrorIn(*group, found))
            group->setOpen(true);
    refresh();
    for (auto finding = found.begin(); finding != found.end(); ++finding)
        if (finding->severity == ProfileSeverity::Error)
            return m_fields.value(finding.key())->setFocus();
}

KeyField &ConnectionForm::keyOf(Service service) const
{
    switch (service) {
    case Service::Keystone:
        return m_settlements->secret();
    case Service::Bkey:
        return m_approvals->secret();
    case Service::Keyban:
        break;
    }
    return *m_key;
}

void ConnectionForm::focusName()
{
    m_name->setFocus();
    m_name->selectAll();
}

} // namespace chancery
