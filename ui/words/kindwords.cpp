// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/causewords.h"

namespace chancery::detail {

namespace {

Words wordsForAccess(ErrorKind kind, const QString &subject)
{
    const QString service = named(subject, Text::tr("The service"));
    switch (kind) {
    case ErrorKind::Unauthorized:
        return {Text::tr("%1 does not accept the credential.").arg(service),
                Text::tr("Enter a valid credential in Connections, then try again.")};
    case ErrorKind::Forbidden:
        return {Text::tr("The credential is valid, but not allowed to do this: %1.")
                    .arg(named(subject, Text::tr("the service refused"))),
                Text::tr("Ask whoever manages the service's keys for this right, or use another connection.")};
    case ErrorKind::ApprovalNeeded:
        return {Text::tr("%1 waits for a person's approval.").arg(service),
                Text::tr("Approve it on the phone or in Approvals, then try again.")};
    case ErrorKind::Refused:
        return {Text::tr("%1 was refused, so nothing was sent.").arg(named(subject, Text::tr("This request"))),
                Text::tr("Check the guard level of the connection, then try again.")};
    case ErrorKind::SecretStore:
        return {Text::tr("The keychain did not answer as it should for %1.")
                    .arg(named(subject, Text::tr("this connection"))),
                Text::tr("Unlock the keychain and try again, or type the credential for this session.")};
    default:
        return {};
    }
}

Words wordsForContent(ErrorKind kind, const QString &subject)
{
    const QString item = named(subject, Text::tr("The item"));
    switch (kind) {
    case ErrorKind::NotFound:
        return {Text::tr("%1 does not exist on the service.").arg(item),
                Text::tr("Reload the list: it may have been removed, or it belongs to another connection.")};
    case ErrorKind::Conflict:
        return {Text::tr("%1 clashes with what the service holds already.").arg(item),
                Text::tr("Reload to see the service's version, then make your change again.")};
    case ErrorKind::Invalid:
        return {Text::tr("The service does not accept the content of %1.").arg(named(subject, Text::tr("the request"))),
                Text::tr("Correct the fields named in the details, then send it again.")};
    case ErrorKind::Input:
        return {Text::tr("%1 cannot be used as it is.").arg(named(subject, Text::tr("The input"))),
                Text::tr("Correct it, then try again.")};
    case ErrorKind::Storage:
        return {Text::tr("%1 cannot be stored on this computer.").arg(item),
                Text::tr("Check that the disk has room and that the data folder can be written, then try again.")};
    case ErrorKind::Cancelled:
        return {Text::tr("%1 was cancelled.").arg(named(subject, Text::tr("The work"))),
                Text::tr("Start it again when you want it.")};
    default:
        return {};
    }
}

Words wordsForTransport(ErrorKind kind, const QString &subject)
{
    const QString service = named(subject, Text::tr("The service"));
    switch (kind) {
    case ErrorKind::Network:
        return {Text::tr("%1 cannot be reached.").arg(service),
                Text::tr("Check the network and the address of the connection, then try again.")};
    case ErrorKind::Timeout:
        return {Text::tr("%1 did not answer in time.").arg(service),
                Text::tr("Try again in a moment; the service may be overloaded.")};
    case ErrorKind::Tls:
        return {Text::tr("No secure connection to %1 could be made.").arg(named(subject, Text::tr("the service"))),
                Text::tr("Check the address of the connection and this computer's date, then try again.")};
    case ErrorKind::RateLimited:
        return {Text::tr("%1 takes no more requests for the moment.").arg(service),
                Text::tr("Wait a little, then try again.")};
    case ErrorKind::Server:
        return {Text::tr("%1 failed while it worked on the request.").arg(service),
                Text::tr("Try again in a moment. If it goes on, give the request id in the details to the people who "
                         "run the service.")};
    case ErrorKind::Protocol:
        return {Text::tr("%1 gave an answer that makes no sense here.").arg(service),
                Text::tr("Check that the address of the connection leads to the service's API.")};
    default:
        return {};
    }
}

} // namespace

Words kindWords(ErrorKind kind, const QString &subject)
{
    switch (kind) {
    case ErrorKind::Unauthorized:
    case ErrorKind::Forbidden:
    case ErrorKind::ApprovalNeeded:
    case ErrorKind::Refused:
    case ErrorKind::SecretStore:
        return wordsForAccess(kind, subject);
    case ErrorKind::NotFound:
    case ErrorKind::Conflict:
    case ErrorKind::Invalid:
    case ErrorKind::Input:
    case ErrorKind::Storage:
    case ErrorKind::Cancelled:
        return wordsForContent(kind, subject);
    case ErrorKind::Network:
    case ErrorKind::Timeout:
    case ErrorKind::Tls:
    case ErrorKind::RateLimited:
    case ErrorKind::Server:
    case ErrorKind::Protocol:
        return wordsForTransport(kind, subject);
    }
    return {};
}

} // namespace chancery::detail
