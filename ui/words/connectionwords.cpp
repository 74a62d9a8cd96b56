// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/causewords.h"

namespace chancery::detail {

Words networkWords(Cause cause, const QString &subject)
{
    const QString host = named(subject, Text::tr("The service"));
    switch (cause) {
    case Cause::ConnectionRefused:
        return {Text::tr("%1 refuses connections.").arg(host),
                Text::tr("Check that the service is running and that address and port of the connection are right, "
                         "then try again.")};
    case Cause::ConnectionClosed:
        return {Text::tr("%1 closed the connection before its answer was complete.").arg(host),
                Text::tr("Try again. If it goes on, tell the people who run the service.")};
    case Cause::HostNotFound:
        return {Text::tr("There is no host named %1.").arg(named(subject, Text::tr("like this"))),
                Text::tr("Check the spelling of the address in Connections, and your network.")};
    case Cause::NetworkUnreachable:
        return {Text::tr("%1 cannot be reached from this network.").arg(host),
                Text::tr("Check cable, Wi-Fi and VPN, then try again.")};
    case Cause::ProxyFailed:
        return {Text::tr("The network proxy did not let the request to %1 through.")
                    .arg(named(subject, Text::tr("the service"))),
                Text::tr("Check the proxy settings of this computer, or ask whoever runs the proxy.")};
    case Cause::TimedOut:
        return {Text::tr("%1 did not answer in time.").arg(host),
                Text::tr("Try again in a moment; the service may be overloaded.")};
    case Cause::StreamSilent:
        return {Text::tr("The live updates from %1 fell silent.").arg(named(subject, Text::tr("the service"))),
                Text::tr("There is nothing to do: progress is asked for at intervals instead.")};
    case Cause::SandboxFailed:
        return {Text::tr("The local sandbox (%1) did not start, or ended.")
                    .arg(named(subject, Text::tr("chancery-sandbox"))),
                Text::tr("Start it again. If it fails again, its own words are in the details.")};
    default:
        return {};
    }
}

Words tlsWords(Cause cause, const QString &subject)
{
    const QString host = named(subject, Text::tr("The service"));
    switch (cause) {
    case Cause::CertificateInvalid:
        return {Text::tr("%1 shows a certificate that cannot be trusted, so nothing was sent.").arg(host),
                Text::tr("Check the address and this computer's date. If both are right, tell the people who run the "
                         "service.")};
    case Cause::TlsFailed:
        return {Text::tr("No secure connection to %1 could be made.").arg(named(subject, Text::tr("the service"))),
                Text::tr("Check the address, and that nothing on the way inspects the traffic, then try again.")};
    case Cause::PlainHttpNotLoopback:
        return {Text::tr("%1 would be reached without encryption, so nothing was sent.").arg(host),
                Text::tr("Use an address that starts with https. Plain http is only for services on this computer.")};
    case Cause::RedirectToOtherHost:
        return {Text::tr("The answer leads to another host, %1, and was not followed.")
                    .arg(named(subject, Text::tr("which is not part of this connection"))),
                Text::tr("If the service has moved, enter its new address in Connections.")};
    case Cause::RedirectToPlainHttp:
        return {Text::tr("The answer of %1 leads to an address without encryption and was not followed.")
                    .arg(named(subject, Text::tr("the service"))),
                Text::tr("Tell the people who run the service, or enter its https address in Connections.")};
    case Cause::RedirectOfWrite:
        return {Text::tr("%1 sends a change on to another address; it was not repeated there.").arg(host),
                Text::tr("Enter the service's final address in Connections, look whether the change was made, then try "
                         "again.")};
    case Cause::RedirectOnRoute:
        return {Text::tr("The answer leads elsewhere, to %1, and was not followed: on the way through the proxy an "
                         "address means another place.")
                    .arg(named(subject, Text::tr("another address"))),
                Text::tr("If the service has moved, enter its new address in Connections.")};
    case Cause::TooManyRedirects:
        return {Text::tr("%1 leads from one address to the next without end.").arg(host),
                Text::tr("Check the address of the connection.")};
    default:
        return {};
    }
}

Words answerWords(Cause cause, const QString &subject)
{
    const QString service = named(subject, Text::tr("The service"));
    const QString ofService = named(subject, Text::tr("the service"));
    switch (cause) {
    case Cause::WrongContentType:
        return {Text::tr("%1 answered with something other than JSON.").arg(service),
                Text::tr("Check that the address of the connection is the service's API and not its web page.")};
    case Cause::NotJson:
        return {Text::tr("The answer of %1 is not valid JSON.").arg(ofService),
                Text::tr("Try again. If it goes on, a proxy may change the answers, or the address is not the API.")};
    case Cause::UnexpectedShape:
        return {Text::tr("The answer does not have the form that was expected: %1.")
                    .arg(named(subject, Text::tr("something is missing in it"))),
                Text::tr("Check the address and the dialect of the connection. If both are right, the service may be "
                         "newer than this program.")};
    case Cause::AnswerTooLarge:
        return {Text::tr("The answer of %1 is too large to be read.").arg(ofService),
                Text::tr("Ask for less at a time, for instance with a filter.")};
    default:
        return {};
    }
}

Words guardWords(Cause cause, const QString &subject)
{
    switch (cause) {
    case Cause::ReadOnlyProfile:
        return {
            Text::tr("The connection %1 is read-only, so nothing was sent.").arg(named(subject, Text::tr("in use"))),
            Text::tr("Change its guard level in Connections if you mean to write with it.")};
    case Cause::NotConfirmed:
        return {Text::tr("%1 was not confirmed, so nothing was sent.").arg(named(subject, Text::tr("This change"))),
                Text::tr("Start it again and confirm it if you mean it.")};
    case Cause::DialectUndecided:
        return {Text::tr("It is not clear which form of passports %1 speaks, so nothing was sent.")
                    .arg(named(subject, Text::tr("the service"))),
                Text::tr("Choose the dialect, flat or product, in Connections. A network also decides it.")};
    case Cause::ApprovalMissing:
        return {Text::tr("Plan %1 needs another person's yes, so nothing was sent.")
                    .arg(named(subject, Text::tr("shown here"))),
                Text::tr("Ask for its approval, then do it again.")};
    case Cause::ApprovalVoid:
        return {Text::tr("The approval doesn't count for plan %1, so nothing was sent.")
                    .arg(named(subject, Text::tr("shown here"))),
                Text::tr("Ask for its approval once more.")};
    case Cause::ForeignHost:
        return {Text::tr("%1 does not belong to this connection, so nothing was sent there.")
                    .arg(named(subject, Text::tr("The address"))),
                Text::tr("Check the addresses of the connection. Credentials never go to another host.")};
    default:
        return {};
    }
}

Words secretWords(Cause cause, const QString &subject)
{
    const QString connection = named(subject, Text::tr("this connection"));
    switch (cause) {
    case Cause::KeychainSlow:
        return {Text::tr("The keychain has not answered yet for %1.").arg(connection),
                Text::tr("Look for its unlock window, or type the credential for this session.")};
    case Cause::KeychainRefused:
        return {Text::tr("The keychain refused the credential of %1.").arg(connection),
                Text::tr("Unlock the keychain and try again, or type the credential for this session.")};
    case Cause::KeychainAbsent:
        return {Text::tr("This computer has no keychain that could hold the credential of %1.").arg(connection),
                Text::tr("Type the credential: it is kept in memory for this session only. To keep it, start a "
                         "keychain such as GNOME Keyring or KWallet.")};
    case Cause::KeychainEmpty:
        return {Text::tr("The keychain shows no credential for %1.").arg(connection),
                Text::tr("If you stored one before, unlock the keychain and try again. Otherwise enter it in "
                         "Connections.")};
    case Cause::CredentialMissing:
        return {Text::tr("There is no credential for %1.").arg(connection),
                Text::tr("Enter it in Connections, or name it in the environment for scripts.")};
    case Cause::CredentialUnusable:
        return {Text::tr("The credential of %1 holds blanks or characters that no key has.").arg(connection),
                Text::tr("Copy it again from where it was issued, without line breaks, and enter it in Connections.")};
    default:
        return {};
    }
}

Words connectionWords(Cause cause, const QString &subject)
{
    switch (cause) {
    case Cause::NameTaken:
        return {Text::tr("There is already a connection named %1.").arg(quoted(subject, Text::tr("like this"))),
                Text::tr("Choose another name.")};
    case Cause::ProfileUnknown:
        return {Text::tr("There is no connection %1.").arg(quoted(subject, Text::tr("like this"))),
                Text::tr("Choose one from Connections; another window may have removed it.")};
    default:
        return {};
    }
}

} // namespace chancery::detail
