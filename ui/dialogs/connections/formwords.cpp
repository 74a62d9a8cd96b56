// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/connections/formwords.h"

#include "ui/words/errortext.h"
#include "ui/words/profiletext.h"

#include <QCoreApplication>
#include <QSet>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ConnectionForm)
};

bool isManaged(const Profile &profile, ProfileField field)
{
    const bool ofSandbox = field == ProfileField::KeybanBase || field == ProfileField::KeybanApplication ||
                           field == ProfileField::KeystoneBase || field == ProfileField::KeystoneAuth ||
                           field == ProfileField::KeystoneClient || field == ProfileField::BkeyBase ||
                           field == ProfileField::BkeyClient;
    return profile.isSandbox && ofSandbox;
}

} // namespace

QMap<ProfileField, FieldFinding> findingsOf(const Profile &profile, NameState name)
{
    QMap<ProfileField, FieldFinding> found;
    for (const ProfileProblem &problem : problems(profile)) {
        const auto known = found.constFind(problem.field);
        const bool isWorse = known == found.constEnd() || known->severity < problem.severity;
        if (isWorse && !isManaged(profile, problem.field))
            found.insert(problem.field, {problem.severity, describe(problem)});
    }
    if (name == NameState::Taken && !found.contains(ProfileField::Name)) {
        const Error taken{.kind = ErrorKind::Conflict, .cause = Cause::NameTaken, .subject = profile.name};
        found.insert(ProfileField::Name, {ProfileSeverity::Error, describe(taken).headline});
    }
    return found;
}

QString dialectRemark(const Profile &profile)
{
    if (profile.keyban.dialect)
        return {};
    if (const auto family = keyban::dialectOfNetwork(profile.keyban.network))
        return Text::tr("%1 settles it: %2.").arg(profile.keyban.network, dialectWord(*family));
    const QString host = profile.keyban.base.authority(QUrl::FullyEncoded).section(u'@', -1).toLower();
    QSet<keyban::Dialect> shown;
    for (const RememberedDialect &one : profile.keyban.remembered)
        if (one.host == host)
            shown.insert(one.dialect);
    if (shown.isEmpty())
        return Text::tr("The service is asked when the connection is first used.");
    if (shown.size() > 1)
        return Text::tr("%1 has shown flat to one key and product to another.").arg(host);
    return Text::tr("%1 has shown %2 so far.").arg(host, dialectWord(*shown.begin()));
}

} // namespace chancery
