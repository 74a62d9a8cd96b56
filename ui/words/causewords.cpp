// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/causewords.h"

#include <QCoreApplication>

namespace chancery::detail {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ErrorText)
};

QString named(const QString &subject, const QString &otherwise)
{
    return subject.isEmpty() ? otherwise : subject;
}

QString quoted(const QString &subject, const QString &otherwise)
{
    return subject.isEmpty() ? otherwise : Text::tr("“%1”").arg(subject);
}

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

Words fileWords(Cause cause, const QString &subject)
{
    const QString file = quoted(subject, Text::tr("The file"));
    switch (cause) {
    case Cause::FileNotFound:
        return {Text::tr("%1 does not exist.").arg(file), Text::tr("Check the name and the folder, then try again.")};
    case Cause::FileUnreadable:
        return {Text::tr("%1 cannot be read.").arg(file),
                Text::tr("Check that you may read it and that no other program has locked it, then try again.")};
    case Cause::FileIsDirectory:
        return {Text::tr("%1 is a folder, not a file.").arg(file), Text::tr("Choose the CSV file inside it.")};
    case Cause::FileNotRegular:
        return {Text::tr("%1 is a pipe or a device, not a file.").arg(file),
                Text::tr("Save what it delivers as a file, then choose that.")};
    case Cause::FileVanished:
        return {Text::tr("%1 went away while it was being read.").arg(file),
                Text::tr("Put it back, or copy it to this computer first, then choose it again.")};
    default:
        return {};
    }
}

Words contentWords(Cause cause, const QString &subject)
{
    const QString file = quoted(subject, Text::tr("The file"));
    switch (cause) {
    case Cause::FileEmpty:
        return {Text::tr("%1 is empty.").arg(file), Text::tr("Export it again from where it comes.")};
    case Cause::FileHeaderOnly:
        return {Text::tr("%1 has a header and no rows.").arg(file),
                Text::tr("Export it again with its rows, or choose another file.")};
    case Cause::FileHeaderUnreadable:
        return {Text::tr("The header of %1, its first line, can't be read.").arg(file),
                Text::tr("Look for a quote that is not closed or for the wrong encoding in the first line.")};
    case Cause::FileChanged:
        return {Text::tr("%1 has changed since it was checked.").arg(file),
                Text::tr("Check it again, so that what is sent is what you have seen.")};
    case Cause::EncodingUnknown:
        return {Text::tr("The text encoding of %1 cannot be told.").arg(quoted(subject, Text::tr("the file"))),
                Text::tr("Choose the encoding yourself, above the preview or with --encoding.")};
    case Cause::MappingUnusable:
        return {Text::tr("The columns cannot be used this way: %1.")
                    .arg(named(subject, Text::tr("a required field has no column"))),
                Text::tr("Map each required field to exactly one column, then check again.")};
    case Cause::HasErrorsStrict:
        return {Text::tr("%1 has rows with errors, so nothing was sent.").arg(file),
                Text::tr("Correct the rows listed, or turn strict off: the good rows are then sent and the others "
                         "left out.")};
    default:
        return {};
    }
}

Words storageWords(Cause cause, const QString &subject)
{
    switch (cause) {
    case Cause::DiskFull:
        return {Text::tr("The disk is full: %1 was not written.").arg(quoted(subject, Text::tr("the file"))),
                Text::tr("Make room on the disk, then try again.")};
    case Cause::NotWritable:
        return {Text::tr("%1 cannot be written.").arg(quoted(subject, Text::tr("The file"))),
                Text::tr("Check that you may write there, or choose another place.")};
    case Cause::StorageCorrupt:
        return {Text::tr("%1 is damaged and cannot be read.").arg(quoted(subject, Text::tr("The file"))),
                Text::tr("Restore it from its backup or another copy, then try again.")};
    case Cause::StorageBusy:
        return {Text::tr("%1 is in use by another Chancery.").arg(quoted(subject, Text::tr("The file"))),
                Text::tr("Close the other window or wait for its work to end, then try again.")};
    case Cause::StorageTooNew:
        return {Text::tr("%1 was written by a newer Chancery.").arg(quoted(subject, Text::tr("The file"))),
                Text::tr("Use that version, or choose another data folder.")};
    default:
        return {};
    }
}

Words ledgerWords(Cause cause, const QString &subject)
{
    const QString run = named(subject, Text::tr("This run"));
    switch (cause) {
    case Cause::RunUnknown:
        return {Text::tr("The ledger holds no run named %1.").arg(named(subject, Text::tr("like this"))),
                Text::tr("Choose a run from the history.")};
    case Cause::RunNotRunning:
        return {Text::tr("%1 has ended, so nothing more was sent for it.").arg(run),
                Text::tr("See its report for what became of each row, then start a new run for the rest.")};
    case Cause::AlreadyRecorded:
        return {Text::tr("%1 is in the ledger already, so it was not sent a second time.").arg(run),
                Text::tr("See its report for what became of it.")};
    default:
        return {};
    }
}

Words publicationWords(Cause cause, const QString &subject)
{
    switch (cause) {
    case Cause::FilterIgnored:
        return {Text::tr("The service listed %1 for a filter that it does not match, so nothing was published.")
                    .arg(named(subject, Text::tr("a passport"))),
                Text::tr("Check the dialect of this connection. A service that ignores a filter would publish other "
                         "drafts as well.")};
    case Cause::PlanChanged:
        return {Text::tr("The drafts of %1 are no longer those that were reviewed, so they were not published.")
                    .arg(named(subject, Text::tr("this publication"))),
                Text::tr("Review the publication again.")};
    case Cause::StillDraft:
        return {Text::tr("The service accepted the publication, but %1 still is a draft.")
                    .arg(named(subject, Text::tr("this passport"))),
                Text::tr("Refresh in a minute; it may be published by then.")};
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

Words usageWords(Cause cause, const QString &subject)
{
    switch (cause) {
    case Cause::SettingMissing:
        return {Text::tr("%1 is not set.").arg(named(subject, Text::tr("A needed setting"))),
                Text::tr("Set it in Connections, or in the environment for scripts.")};
    case Cause::SettingInvalid:
        return {Text::tr("The value of %1 cannot be used.").arg(named(subject, Text::tr("a setting"))),
                Text::tr("Correct it, then try again.")};
    case Cause::Cancelled:
        return {Text::tr("%1 was cancelled.").arg(named(subject, Text::tr("The work"))),
                Text::tr("Start it again when you want it.")};
    case Cause::Unexpected:
        return {Text::tr("Something happened that should not: %1.")
                    .arg(named(subject, Text::tr("the program met a case it does not know"))),
                Text::tr("Try again. If it goes on, report it with the details.")};
    default:
        return {};
    }
}

} // namespace

// No default here: a cause without words must not compile.
Words causeWords(Cause cause, const QString &subject)
{
    switch (cause) {
    case Cause::Answered:
        return {};
    case Cause::ConnectionRefused:
    case Cause::ConnectionClosed:
    case Cause::HostNotFound:
    case Cause::NetworkUnreachable:
    case Cause::ProxyFailed:
    case Cause::TimedOut:
    case Cause::StreamSilent:
        return networkWords(cause, subject);
    case Cause::CertificateInvalid:
    case Cause::TlsFailed:
    case Cause::PlainHttpNotLoopback:
    case Cause::RedirectToOtherHost:
    case Cause::RedirectToPlainHttp:
    case Cause::RedirectOfWrite:
    case Cause::TooManyRedirects:
        return tlsWords(cause, subject);
    case Cause::WrongContentType:
    case Cause::NotJson:
    case Cause::UnexpectedShape:
    case Cause::AnswerTooLarge:
        return answerWords(cause, subject);
    case Cause::ReadOnlyProfile:
    case Cause::NotConfirmed:
    case Cause::DialectUndecided:
    case Cause::ForeignHost:
        return guardWords(cause, subject);
    case Cause::KeychainSlow:
    case Cause::KeychainRefused:
    case Cause::KeychainAbsent:
    case Cause::KeychainEmpty:
    case Cause::CredentialMissing:
    case Cause::CredentialUnusable:
        return secretWords(cause, subject);
    case Cause::FileNotFound:
    case Cause::FileUnreadable:
    case Cause::FileIsDirectory:
    case Cause::FileNotRegular:
    case Cause::FileVanished:
        return fileWords(cause, subject);
    case Cause::FileEmpty:
    case Cause::FileHeaderOnly:
    case Cause::FileHeaderUnreadable:
    case Cause::FileChanged:
    case Cause::EncodingUnknown:
    case Cause::MappingUnusable:
    case Cause::HasErrorsStrict:
        return contentWords(cause, subject);
    case Cause::DiskFull:
    case Cause::NotWritable:
    case Cause::StorageCorrupt:
    case Cause::StorageBusy:
    case Cause::StorageTooNew:
        return storageWords(cause, subject);
    case Cause::RunUnknown:
    case Cause::RunNotRunning:
    case Cause::AlreadyRecorded:
        return ledgerWords(cause, subject);
    case Cause::FilterIgnored:
    case Cause::PlanChanged:
    case Cause::StillDraft:
        return publicationWords(cause, subject);
    case Cause::NameTaken:
    case Cause::ProfileUnknown:
        return connectionWords(cause, subject);
    case Cause::SettingMissing:
    case Cause::SettingInvalid:
    case Cause::Cancelled:
    case Cause::Unexpected:
        return usageWords(cause, subject);
    }
    return {};
}

} // namespace chancery::detail
