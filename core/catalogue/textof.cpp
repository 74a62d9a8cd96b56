// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/textof.h"

#include "core/catalogue/filekind.h"
#include "core/catalogue/jsonpassports.h"
#include "core/catalogue/sheettext.h"

namespace chancery::catalogue {

namespace {

/// Merged cells are stated at a sheet's end; that far a glance goes only into a small one.
constexpr qint64 smallSheet = 16 * 1024 * 1024;

template <typename T>
Result<std::unique_ptr<TextSource>> asText(Result<std::unique_ptr<T>> text)
{
    if (!text)
        return text.error();
    return std::unique_ptr<TextSource>(std::move(text).value());
}

Result<std::unique_ptr<TextSource>> openSheet(BlockReader &blocks, const Format &format, Depth depth)
{
    auto workbook = Workbook::open(blocks);
    if (!workbook)
        return workbook.error();
    const auto sheet = (*workbook)->sheet(format.sheet);
    if (!sheet)
        return sheet.error();
    const auto size = (*workbook)->archive().sizeOf(sheet->part);
    MergedCells merged;
    if (depth == Depth::Whole || size <= smallSheet) {
        auto found = MergedCells::of((*workbook)->archive(), sheet->part);
        if (!found)
            return found.error();
        merged = std::move(found).value();
    }
    return asText(SheetText::open(std::move(workbook).value(), *sheet, std::move(merged)));
}

} // namespace

Result<std::unique_ptr<TextSource>> openText(BlockReader &blocks, const Format &format, Depth depth)
{
    if (format.kind == FileKind::Workbook)
        return openSheet(blocks, format, depth);
    std::unique_ptr<TextSource> text = std::make_unique<FileText>(bytesOf(blocks, format.isPacked), format);
    if (format.kind == FileKind::JsonArray) {
        text = std::make_unique<JsonPassports>(std::move(text), blocks.file().path(),
                                               JsonColumns{format.members, format.jsonColumns});
    }
    return text;
}

} // namespace chancery::catalogue
