// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/archive.h"
#include "core/catalogue/numberformat.h"

#include <QStringList>

namespace chancery::catalogue {

struct Sheet
{
    QString name;
    QString part; ///< its name in the archive
    bool isHidden = false;
};

/// An opened `.xlsx` (ECMA-376 part 1, §18): its sheets, and how numbers are shown.
class Workbook
{
public:
    /// Errors: those of Archive; FileKindUnsupported when the archive is not a workbook, or a binary one (`.xlsb`).
    static Result<std::unique_ptr<Workbook>> open(BlockReader &blocks);

    const QList<Sheet> &sheets() const { return m_sheets; }
    /// The sheet of that name, or without one the first that is visible. Error: SheetUnknown.
    Result<Sheet> sheet(const std::optional<QString> &name) const;
    Archive &archive() { return *m_archive; }
    /// Empty when the workbook shares no texts.
    const QString &sharedTexts() const { return m_sharedTexts; }
    /// How the number `text` is shown in a cell of this style.
    QByteArray shown(QByteArrayView text, int style) const;

private:
    explicit Workbook(std::unique_ptr<Archive> archive)
        : m_archive(std::move(archive))
    {}
    Result<Nothing> read();
    Result<Nothing> readSheets(const QString &part);
    Result<Nothing> readStyles(const QString &part);

    std::unique_ptr<Archive> m_archive;
    QList<Sheet> m_sheets;
    QString m_sharedTexts;
    Epoch m_epoch = Epoch::From1900;
    std::vector<NumberFormat> m_formats; ///< different ones
    std::vector<std::size_t> m_styles;   ///< their places, by style
};

} // namespace chancery::catalogue
