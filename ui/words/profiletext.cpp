// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/profiletext.h"

#include <QCoreApplication>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ProfileText)
};

QString emptyText(ProfileField field)
{
    switch (field) {
    case ProfileField::Name:
        return Text::tr("Give the connection a name.");
    case ProfileField::KeybanBase:
        return Text::tr("Enter the address of the service, for instance https://api.prod.keyban.io.");
    case ProfileField::KeybanApplication:
        return Text::tr("Without it passports can be read, but not created or imported.");
    case ProfileField::KeystoneBase:
        return Text::tr("Enter the address of the settlement service, for instance https://api.keystoneos.xyz.");
    case ProfileField::KeystoneAuth:
        return Text::tr("Enter the address that gives tokens for settlements, for instance "
                        "https://auth.keystoneos.xyz.");
    case ProfileField::KeystoneClient:
        return Text::tr("Enter the client id of the settlement service.");
    case ProfileField::BkeyBase:
        return Text::tr("Enter the address of the approval service, for instance https://api.bkey.id.");
    case ProfileField::BkeyClient:
        return Text::tr("Enter the client id of the approval service.");
    case ProfileField::KeychainsBase:
        return Text::tr("Enter the address of the credential proxy, for instance https://keychains.dev.");
    case ProfileField::KeychainsProgram:
        return Text::tr("Enter the program that prints a token, for instance npx.");
    case ProfileField::BkeyApprovers:
    case ProfileField::GateNeeds:
    case ProfileField::KeychainsAccount:
    case ProfileField::KeychainsPassports:
    case ProfileField::KeychainsSettlements:
    case ProfileField::KeychainsTrusted:
    case ProfileField::KeybanNetwork:
    case ProfileField::KeybanDialect:
    case ProfileField::KeybanEventStream:
        break;
    }
    return Text::tr("This must not be empty.");
}

QString who(const ProfileProblem &problem)
{
    return problem.subject.isEmpty() ? Text::tr("One approver") : problem.subject;
}

} // namespace

QString describe(const ProfileProblem &problem)
{
    switch (problem.fault) {
    case ProfileFault::Empty:
        return emptyText(problem.field);
    case ProfileFault::NotAnAddress:
        return Text::tr("This is not a whole address. Begin with https:// and the name of the host.");
    case ProfileFault::NotHttp:
        return Text::tr("Only addresses that begin with https:// can be used, and http:// on this computer.");
    case ProfileFault::PlainHttpNotLoopback:
        return Text::tr("Without encryption the API key could be read on the way. Use https://; plain http is only for "
                        "this computer.");
    case ProfileFault::HasUserInformation:
        return Text::tr("Take name and password out of the address: they would be stored in the clear.");
    case ProfileFault::HasQuery:
        return Text::tr("Take away what follows “?” or “#”: no call would keep it.");
    case ProfileFault::EndsWithVersion:
        return Text::tr("Each call adds /v1 by itself. Take it away unless the service repeats it.");
    case ProfileFault::NotAUuid:
        return Text::tr("An application id has 36 characters like 7b0a5a52-8a57-4f0e-8d0c-2f4d5f1e9a10. Copy it from "
                        "Organization → Integrations → Applications.");
    case ProfileFault::UnknownNetwork:
        return Text::tr("This network is not among the known ones. Check its spelling, unless the service has added "
                        "it.");
    case ProfileFault::ContradictsNetwork:
        return Text::tr("The network speaks the other dialect. Choose “As the service shows” unless you know better.");
    case ProfileFault::NotAPlaceholder:
        return Text::tr("A credential's name at the proxy has capitals, digits and underscores only, for instance "
                        "KEYBAN_API_KEY.");
    case ProfileFault::LooksLikeKey:
        return Text::tr("This looks like a real key. Enter the name that it has at the proxy; if the key was shown to "
                        "others, have it replaced.");
    case ProfileFault::NotThroughProxy:
        return Text::tr("The proxy only goes to public https addresses without a port. Change the address, or reach "
                        "this service without the proxy.");
    case ProfileFault::NotHeaderText:
        return Text::tr("Only plain letters, digits and signs can be used here.");
    case ProfileFault::NotADid:
        return Text::tr("%1 has no DID that the approval service could know. Copy it from there; it begins with "
                        "did:bkey:.")
            .arg(who(problem));
    case ProfileFault::UserUnknown:
        return Text::tr("Say which user of this ledger %1 is. Who asks can't be who approves, so that nobody can be "
                        "asked whose user is not known.")
            .arg(who(problem));
    case ProfileFault::NobodyToAsk:
        return Text::tr(
            "What needs a yes on a phone stays undone: nobody can be asked. Add an approver to the approval "
            "service.");
    case ProfileFault::NotAPath:
        break;
    }
    return Text::tr("A path begins with one slash, for instance /v1/imports/{id}/events.");
}

QString dangerWord(Danger danger)
{
    return danger == Danger::Live ? Text::tr("LIVE") : Text::tr("TEST");
}

QString dangerReason(DangerReason reason)
{
    switch (reason) {
    case DangerReason::MainNetwork:
        return Text::tr("the network is a main network, where nothing can be taken back");
    case DangerReason::ProductionHost:
        return Text::tr("the address is the production host");
    case DangerReason::Loopback:
        return Text::tr("the service runs on this computer");
    case DangerReason::TestNetwork:
        return Text::tr("the network is a test network");
    case DangerReason::TestingHost:
        return Text::tr("the address is a testing host");
    case DangerReason::UnknownTarget:
        break;
    }
    return Text::tr("nothing says that this is a test, so it is treated with caution");
}

QString dangerSentence(const DangerVerdict &verdict)
{
    return Text::tr("%1: %2.").arg(dangerWord(verdict.danger), dangerReason(verdict.reason));
}

QString hostWords(const QUrl &address)
{
    return address.authority(QUrl::PrettyDecoded).section(u'@', -1);
}

QString guardName(GuardLevel level)
{
    switch (level) {
    case GuardLevel::Normal:
        return Text::tr("Normal");
    case GuardLevel::Confirm:
        return Text::tr("Confirm every write");
    case GuardLevel::ReadOnly:
        break;
    }
    return Text::tr("Read-only");
}

QString guardSentence(GuardLevel level)
{
    switch (level) {
    case GuardLevel::Normal:
        return Text::tr("Changes are sent as you make them; only what cannot be undone asks first.");
    case GuardLevel::Confirm:
        return Text::tr("Every change shows what it would do and waits for your word.");
    case GuardLevel::ReadOnly:
        break;
    }
    return Text::tr("Nothing that changes the service leaves this program.");
}

QString dialectWord(keyban::Dialect dialect)
{
    return dialect == keyban::Dialect::Flat ? Text::tr("flat") : Text::tr("product");
}

} // namespace chancery
