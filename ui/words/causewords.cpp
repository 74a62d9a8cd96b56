// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/causewords.h"

namespace chancery::detail {

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
    case Cause::SandboxFailed:
        return networkWords(cause, subject);
    case Cause::CertificateInvalid:
    case Cause::TlsFailed:
    case Cause::PlainHttpNotLoopback:
    case Cause::RedirectToOtherHost:
    case Cause::RedirectToPlainHttp:
    case Cause::RedirectOfWrite:
    case Cause::RedirectOnRoute:
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
    case Cause::ApprovalMissing:
    case Cause::ApprovalVoid:
        return guardWords(cause, subject);
    case Cause::ProxyAddressInvalid:
    case Cause::UpstreamPort:
    case Cause::UpstreamScheme:
    case Cause::UpstreamUserInfo:
    case Cause::UpstreamIsAddress:
    case Cause::UpstreamIsLocal:
    case Cause::UpstreamTrailingDot:
    case Cause::UpstreamClimbs:
    case Cause::PlaceholderInData:
    case Cause::PlaceholderMalformed:
    case Cause::KeyForPlaceholder:
    case Cause::ProxyBodyTooLarge:
    case Cause::NotThroughProxy:
    case Cause::ProxyTokenMissing:
    case Cause::ProxyTokenExpired:
    case Cause::ProxyTokenUnusable:
    case Cause::TokenCommandFailed:
    case Cause::ProxyElsewhere:
    case Cause::ProxyApprovalNeeded:
    case Cause::ScopeRefused:
    case Cause::PermissionStale:
    case Cause::MaybeProxyRefusal:
        return proxyWords(cause, subject);
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
    case Cause::TemplateUnusable:
    case Cause::HasErrorsStrict:
    case Cause::FieldProfileUnknown:
    case Cause::FieldProfileUnusable:
    case Cause::NotEncodable:
        return contentWords(cause, subject);
    case Cause::FileKindUnsupported:
    case Cause::FileOldWorkbook:
    case Cause::FileEncrypted:
    case Cause::FileCutShort:
    case Cause::FileDamaged:
    case Cause::FileTrailingBytes:
    case Cause::FileUnpacksTooLarge:
    case Cause::SheetUnknown:
    case Cause::SheetTextTooLarge:
    case Cause::SheetCellTooLarge:
    case Cause::FileNotPassports:
    case Cause::JsonUnreadable:
        return packedWords(cause, subject);
    case Cause::DiskFull:
    case Cause::NotWritable:
    case Cause::StorageCorrupt:
    case Cause::StorageBusy:
    case Cause::StorageTooNew:
        return storageWords(cause, subject);
    case Cause::RunUnknown:
    case Cause::RunNotRunning:
    case Cause::AlreadyRecorded:
    case Cause::RunTaken:
    case Cause::RunElsewhere:
        return ledgerWords(cause, subject);
    case Cause::FilterIgnored:
    case Cause::PlanChanged:
    case Cause::StillDraft:
        return publicationWords(cause, subject);
    case Cause::AmountNotWhole:
    case Cause::AmountNotPositive:
    case Cause::AmountTooLarge:
    case Cause::AccountMalformed:
    case Cause::AccountIsWallet:
    case Cause::NotOffered:
        return loyaltyWords(cause, subject);
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
