// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/profiles/profilestore.h"

#include "core/async/errorof.h"
#include "core/profiles/atomicfile.h"

#include <QFile>

#include <algorithm>

namespace chancery {

namespace {

using namespace Qt::StringLiterals;

constexpr qint64 version = 1;

Error unknownProfile(const QUuid &id)
{
    return errorOf(ErrorKind::NotFound, Cause::ProfileUnknown, id.toString(QUuid::WithoutBraces));
}

Error nameTaken(const QString &name)
{
    return errorOf(ErrorKind::Conflict, Cause::NameTaken, name);
}

auto withId(QList<Profile> &profiles, const QUuid &id)
{
    return std::find_if(profiles.begin(), profiles.end(), [&id](const Profile &one) { return one.id == id; });
}

} // namespace

ProfileStore::ProfileStore(QString path, QObject *parent)
    : QObject(parent)
    , m_path(std::move(path))
{}

Result<ProfileStore::Loaded> ProfileStore::load()
{
    m_blocked.reset();
    const auto bytes = readWhole(m_path);
    if (!bytes) {
        if (bytes.error().cause != Cause::FileNotFound)
            return *(m_blocked = bytes.error());
        if (QFile::exists(backupPath()))
            return recover(bytes.error());
        adopt({}, {});
        return Loaded::Fresh;
    }
    auto state = parse(*bytes, m_path);
    if (state) {
        adopt(*std::move(state), *bytes);
        return Loaded::AsSaved;
    }
    if (state.error().cause == Cause::StorageTooNew)
        return *(m_blocked = state.error());
    return recover(state.error());
}

Result<ProfileStore::Loaded> ProfileStore::recover(const Error &why)
{
    const auto bytes = readWhole(backupPath());
    auto state = bytes ? parse(*bytes, backupPath()) : Result<State>(bytes.error());
    if (!state)
        return *(m_blocked = why);
    QFile::remove(damagedPath());
    QFile::copy(m_path, damagedPath());
    // Should this fail, the next start recovers again.
    (void)writeAtomically(m_path, *bytes).ok();
    adopt(*std::move(state), *bytes);
    return Loaded::FromBackup;
}

Result<Nothing> ProfileStore::startAfresh()
{
    if (QFile::exists(m_path)) {
        QFile::remove(damagedPath());
        if (!QFile::rename(m_path, damagedPath()))
            return storageError(Cause::NotWritable, m_path);
    }
    QFile::remove(backupPath());
    m_blocked.reset();
    adopt({}, {});
    return Nothing();
}

Result<ProfileStore::State> ProfileStore::parse(const QByteArray &bytes, const QString &path)
{
    Error corrupt = storageError(Cause::StorageCorrupt, path);
    const auto document = json::parse(bytes);
    if (!document) {
        corrupt.detail = document.error().detail;
        return corrupt;
    }
    if (!(*document)[u"version"].isNumber() || !(*document)[u"profiles"].isArray())
        return corrupt;
    if ((*document)[u"version"].toInteger() > version)
        return storageError(Cause::StorageTooNew, path);
    State state;
    for (const json::Value &entry : (*document)[u"profiles"].items()) {
        auto profile = profileFromJson(entry);
        if (!profile)
            return corrupt;
        state.profiles.append(*std::move(profile));
    }
    state.lastUsed = QUuid::fromString((*document)[u"lastUsed"].toString());
    state.source = *document;
    return state;
}

QByteArray ProfileStore::write(const State &state)
{
    auto document = state.source.isObject() ? state.source : json::Value::object();
    document.set(u"version"_s, json::Value::integer(version));
    json::Value::Array profiles;
    for (const Profile &profile : state.profiles)
        profiles.push_back(toJson(profile));
    document.set(u"profiles"_s, std::move(profiles));
    if (state.lastUsed.isNull())
        document.remove(u"lastUsed"_s);
    else
        document.set(u"lastUsed"_s, state.lastUsed.toString(QUuid::WithoutBraces));
    return json::write(document, json::Layout::Indented) + '\n';
}

void ProfileStore::adopt(State state, QByteArray bytes)
{
    m_state = std::move(state);
    m_good = std::move(bytes);
    Q_EMIT changed();
}

void ProfileStore::catchUp()
{
    const auto bytes = readWhole(m_path);
    if (!bytes || *bytes == m_good)
        return;
    if (auto state = parse(*bytes, m_path))
        adopt(*std::move(state), *bytes);
}

Result<Nothing> ProfileStore::save(State state)
{
    const QByteArray bytes = write(state);
    if (bytes == m_good)
        return Nothing();
    if (!m_good.isEmpty())
        if (const auto backedUp = writeAtomically(backupPath(), m_good); !backedUp)
            return backedUp;
    if (const auto written = writeAtomically(m_path, bytes); !written)
        return written;
    adopt(std::move(state), bytes);
    return Nothing();
}

Result<Nothing> ProfileStore::add(Profile profile)
{
    if (m_blocked)
        return *m_blocked;
    catchUp();
    if (isTaken(profile.name))
        return nameTaken(profile.name);
    State state = m_state;
    state.profiles.append(std::move(profile));
    return save(std::move(state));
}

Result<Nothing> ProfileStore::change(Profile profile)
{
    if (m_blocked)
        return *m_blocked;
    catchUp();
    State state = m_state;
    const auto found = withId(state.profiles, profile.id);
    if (found == state.profiles.end())
        return unknownProfile(profile.id);
    if (isTaken(profile.name, profile.id))
        return nameTaken(profile.name);
    *found = std::move(profile);
    return save(std::move(state));
}

Result<Nothing> ProfileStore::remove(const QUuid &id)
{
    if (m_blocked)
        return *m_blocked;
    catchUp();
    State state = m_state;
    const auto found = withId(state.profiles, id);
    if (found == state.profiles.end())
        return unknownProfile(id);
    state.profiles.erase(found);
    if (state.lastUsed == id)
        state.lastUsed = {};
    return save(std::move(state));
}

Result<Nothing> ProfileStore::setLastUsed(const QUuid &id)
{
    if (m_blocked)
        return *m_blocked;
    catchUp();
    if (!find(id))
        return unknownProfile(id);
    State state = m_state;
    state.lastUsed = id;
    return save(std::move(state));
}

std::optional<Profile> ProfileStore::find(const QUuid &id) const
{
    for (const Profile &profile : m_state.profiles)
        if (profile.id == id)
            return profile;
    return std::nullopt;
}

std::optional<Profile> ProfileStore::findByName(const QString &name) const
{
    for (const Profile &profile : m_state.profiles)
        if (profile.name.trimmed().compare(name.trimmed(), Qt::CaseInsensitive) == 0)
            return profile;
    return std::nullopt;
}

bool ProfileStore::isTaken(const QString &name, const QUuid &exceptBy) const
{
    return std::any_of(m_state.profiles.begin(), m_state.profiles.end(), [&](const Profile &profile) {
        return profile.id != exceptBy && profile.name.trimmed().compare(name.trimmed(), Qt::CaseInsensitive) == 0;
    });
}

QString ProfileStore::backupPath() const
{
    return m_path + u".bak"_s;
}

QString ProfileStore::damagedPath() const
{
    return m_path + u".damaged"_s;
}

} // namespace chancery

#include "moc_profilestore.cpp"
