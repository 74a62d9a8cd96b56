// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/causewords.h"

namespace chancery::detail {

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
        return {Text::tr("%1 is a folder, not a file.").arg(file), Text::tr("Choose the catalogue inside it.")};
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
    case Cause::TemplateUnusable:
        return {Text::tr("%1 is not a column template that can be used here.").arg(file),
                Text::tr("Export the template anew from the window that has it; a newer program may have written it.")};
    case Cause::HasErrorsStrict:
        return {Text::tr("%1 has rows with errors, so nothing was sent.").arg(file),
                Text::tr("Correct the rows listed, or turn strict off: the good rows are then sent and the others "
                         "left out.")};
    case Cause::FieldProfileUnknown:
        return {Text::tr("There is no field profile %1.").arg(quoted(subject, Text::tr("of this name"))),
                Text::tr("Choose eu-battery, eu-textile or the path of a profile of your own.")};
    case Cause::FieldProfileUnusable:
        return {Text::tr("The field profile %1 can't be used.").arg(named(subject, Text::tr("you chose"))),
                Text::tr("Correct what the details name; resources/profiles/README.md describes the format.")};
    case Cause::NotEncodable:
        return {Text::tr("%1 holds a character that its encoding does not have.").arg(file),
                Text::tr("Save the corrected file as UTF-8, or change the character.")};
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
    case Cause::RunTaken:
        return {Text::tr("%1 is under way in another Chancery.").arg(run),
                Text::tr("Watch it there, or end that program first.")};
    case Cause::RunElsewhere:
        return {Text::tr("%1 belongs to another connection.").arg(run),
                Text::tr("Choose the connection that it was begun with, then resume it.")};
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

} // namespace chancery::detail
