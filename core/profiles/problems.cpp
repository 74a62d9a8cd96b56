// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/profiles/problems.h"

#include "core/bkey/approvalrequest.h"
#include "core/http/address.h"
#include "core/keychains/address.h"
#include "core/keychains/placeholder.h"

#include <algorithm>

namespace chancery {

namespace {

using namespace Qt::StringLiterals;

class Examination
{
public:
    explicit Examination(const Profile &profile)
        : m_profile(profile)
    {}

    QList<ProfileProblem> all()
    {
        if (m_profile.name.trimmed().isEmpty())
            error(ProfileField::Name, ProfileFault::Empty);
        examineAddress(m_profile.keyban.base, ProfileField::KeybanBase);
        examineApplication();
        examineNetwork();
        const QString &stream = m_profile.keyban.eventStreamPath;
        if (!stream.isEmpty() && (!stream.startsWith(u'/') || stream.startsWith(u"//")))
            error(ProfileField::KeybanEventStream, ProfileFault::NotAPath);
        if (m_profile.keystone)
            examineKeystone(*m_profile.keystone);
        if (m_profile.bkey)
            examineBkey(*m_profile.bkey);
        examineGate();
        if (m_profile.keychains)
            examineKeychains(*m_profile.keychains);
        return std::move(m_found);
    }

private:
    void error(ProfileField field, ProfileFault fault) { m_found.append({field, fault, ProfileSeverity::Error, {}}); }
    void warning(ProfileField field, ProfileFault fault)
    {
        m_found.append({field, fault, ProfileSeverity::Warning, {}});
    }

    void examineKeystone(const KeystoneService &service)
    {
        examineAddress(service.base, ProfileField::KeystoneBase);
        examineAddress(service.auth, ProfileField::KeystoneAuth);
        if (service.clientId.isEmpty() && !goesThroughProxy(m_profile, Service::Keystone))
            error(ProfileField::KeystoneClient, ProfileFault::Empty);
    }

    void examineBkey(const BkeyService &service)
    {
        examineAddress(service.base, ProfileField::BkeyBase);
        if (service.clientId.isEmpty())
            error(ProfileField::BkeyClient, ProfileFault::Empty);
        for (const Approver &approver : service.approvers) {
            const QString &subject = approver.name.isEmpty() ? approver.did : approver.name;
            if (!bkey::isDid(approver.did))
                m_found.append({ProfileField::BkeyApprovers, ProfileFault::NotADid, ProfileSeverity::Error, subject});
            else if (approver.user.isEmpty() && !m_profile.isTest)
                m_found.append(
                    {ProfileField::BkeyApprovers, ProfileFault::UserUnknown, ProfileSeverity::Warning, subject});
        }
    }

    void examineGate()
    {
        const QList<GateRule> &rules = m_profile.gate.rules();
        const bool asks =
            std::any_of(rules.begin(), rules.end(), [](const GateRule &rule) { return rule.need == GateNeed::Phone; });
        if (asks && (!m_profile.bkey || m_profile.bkey->approvers.isEmpty()))
            warning(ProfileField::GateNeeds, ProfileFault::NobodyToAsk);
    }

    void examineKeychains(const KeychainsService &service)
    {
        examineAddress(service.base, ProfileField::KeychainsBase);
        const auto isHeaderText = [](QChar c) { return c >= u' ' && c < u'\x7f'; };
        if (!std::all_of(service.account.begin(), service.account.end(), isHeaderText))
            error(ProfileField::KeychainsAccount, ProfileFault::NotHeaderText);
        examineProxied(service.passports, ProfileField::KeychainsPassports, m_profile.keyban.base,
                       ProfileField::KeybanBase);
        if (m_profile.keystone)
            examineProxied(service.settlements, ProfileField::KeychainsSettlements, m_profile.keystone->base,
                           ProfileField::KeystoneBase);
        for (const QString &trusted : service.trusted)
            examineAddress(QUrl(trusted), ProfileField::KeychainsTrusted);
        if (service.tokenFrom == ProxyTokenFrom::Command && service.program.trimmed().isEmpty())
            error(ProfileField::KeychainsProgram, ProfileFault::Empty);
    }

    void examineProxied(const QString &name, ProfileField field, const QUrl &base, ProfileField baseField)
    {
        if (name.isEmpty())
            return;
        if (keychains::looksLikeKey(name))
            error(field, ProfileFault::LooksLikeKey);
        else if (!keychains::isCredentialName(name))
            error(field, ProfileFault::NotAPlaceholder);
        if (!keychains::mayBeUpstream(base))
            error(baseField, ProfileFault::NotThroughProxy);
    }

    void examineAddress(const QUrl &base, ProfileField field)
    {
        const auto wrong = [this, field](ProfileFault fault) { error(field, fault); };
        if (base.isEmpty())
            return wrong(ProfileFault::Empty);
        if (!base.isValid() || base.isRelative())
            return wrong(ProfileFault::NotAnAddress);
        if (base.scheme() != u"https" && base.scheme() != u"http")
            return wrong(ProfileFault::NotHttp);
        if (base.host().isEmpty())
            return wrong(ProfileFault::NotAnAddress);
        if (!mayTalkTo(base))
            wrong(ProfileFault::PlainHttpNotLoopback);
        if (!base.userInfo().isEmpty())
            wrong(ProfileFault::HasUserInformation);
        if (base.hasQuery() || base.hasFragment())
            wrong(ProfileFault::HasQuery);
        if (base.path().endsWith(u"/v1") || base.path().endsWith(u"/v1/"))
            warning(field, ProfileFault::EndsWithVersion);
    }

    /// Reading works without an application, so that its absence only warns.
    void examineApplication()
    {
        const QString &application = m_profile.keyban.applicationId;
        if (application.isEmpty())
            warning(ProfileField::KeybanApplication, ProfileFault::Empty);
        else if (QUuid::fromString(application).isNull() || application.size() != 36)
            error(ProfileField::KeybanApplication, ProfileFault::NotAUuid);
    }

    void examineNetwork()
    {
        const QString &network = m_profile.keyban.network;
        if (!network.isEmpty() && !keyban::knownNetworks().contains(network))
            warning(ProfileField::KeybanNetwork, ProfileFault::UnknownNetwork);
        const auto family = keyban::dialectOfNetwork(network);
        if (family && m_profile.keyban.dialect && *family != *m_profile.keyban.dialect)
            warning(ProfileField::KeybanDialect, ProfileFault::ContradictsNetwork);
    }

    const Profile &m_profile;
    QList<ProfileProblem> m_found;
};

} // namespace

QList<ProfileProblem> problems(const Profile &profile)
{
    return Examination(profile).all();
}

bool hasErrors(const QList<ProfileProblem> &problems)
{
    return std::any_of(problems.begin(), problems.end(),
                       [](const ProfileProblem &problem) { return problem.severity == ProfileSeverity::Error; });
}

} // namespace chancery
