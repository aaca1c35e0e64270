# 家庭填表的各页。find-…：找回报名号；change-…：修改。

find-title = 找回报名号
find-lead = 由学校或报名平台统一登记的孩子，可以用登记号和证件号码的末六位找回报名号。
find-number = 登记号
find-number-hint = 报名平台或学校给您的号码，印在登记表上，例如 2027J000123。
find-ending = 孩子证件号码的末六位
find-ending-hint = 身份证末位是 X 的，请填 X。号码不足六位的，请全部填写。
find-button = 查找
find-found = 您的报名号是：
find-found-about = 请抄下或截图保存。报名号里没有个人信息，查结果、看回执都要用它。
find-round = 回到本轮次
find-missed = 没有找到。
find-missed-about = 请核对登记号和证件号码后再试。为保护孩子的信息，每小时只能试几十次，也不会说明是哪一项不符。一直找不到，请带证件到招办窗口。
find-online = 是在这里自己报的名？
find-online-about = 自己报名的没有登记号：报名号印在回执上，也保存在报名用的那台设备里，打开“我的报名”就能看到。两样都找不到，请带证件到招办窗口。
find-link = 忘了报名号？

step-children = 孩子
step-claims = 类别与证明
step-choices = 志愿
step-send = 核对提交
step-next = 下一步
step-back = 上一步
list-colon = ：

apply-count = 为几名孩子报名：
apply-count-of = { $count } 名
apply-claims-title = 类别与证明
apply-claims-about = 类别决定先后次序，也决定能填哪些项目。每个类别下面写着它的依据文件；招办会按依据核对证明材料。
apply-claims-none = 本轮不分类别，不需要证明材料，请到下一步。
apply-claims-of = 第 { $number } 名孩子申请的类别
apply-basis = 依据：{ $basis }
apply-asking = 哪些项目要求类别？
apply-asking-about = 下列项目只派给具有所列类别之一的孩子。没有申请这些类别的，填了也派不到。
apply-closed-to = { $program }只派给具有下列类别之一的孩子：{ $categories }。请在第 2 步申请（须有证明），或改选别的项目。捆绑的孩子须有同一类别。

link-about = 只对一起报名的双胞胎、多胞胎或兄弟姐妹；不捆绑时每个孩子各有自己的号码，可能派到不同的学校。
link-effects = 捆绑意味着什么
link-one-number = 共用一个号码，共用一份志愿：要么都派到同一项目，要么都派不到。不捆绑，则两次机会、可能分开。
link-last-seat = 名额不会因为人数多而轮空：最后一个名额轮到你们时，全部录取。
link-small = 每个孩子派到的机会，与不捆绑时大致相同；名额很少的项目，可能略有不同。
link-points = 看积分的项目，按你们当中最低的积分。
link-leave = 截止前可以取消捆绑；取消时要一并提交每个孩子的修改。
link-pools = 捆绑可能失去哪些名额组
link-pools-about = 捆绑之后，只有你们都具有同一类别的名额组才算数。例如一男一女捆绑，只收男生或只收女生的寄宿名额组就都派不到。下列名额组要求类别：

change-title = 修改报名
change-until = { $closes } 前可以修改。修改后得到新的回执，以最后一份为准。
change-who = 用查询密码修改
change-who-about = 报名用的设备里有密钥的，请从那台设备打开：
change-open = 打开报名表
change-button = 提交修改
change-fields-unknown = 这台设备里没有孩子的身份信息（用密钥的词取回的报名就是这样）。身份信息保持原样；要更正，请到报名用的设备，或到招办窗口。
change-own = 修改

script-needs = 需要类别：{ $categories }
script-no-choice = 请至少选一个志愿。
script-taken = 已在别处选了
script-effect-lost = 按现在申请的类别，捆绑后这些名额组对你们关闭（单独报名时有孩子可以进）：{ $pools }
script-effect-later = 捆绑后，你们当中有的孩子在这些名额组要排到更后的类别：{ $pools }
script-effect-none = 按现在申请的类别，捆绑不会失去任何名额组。
script-years = { $years } 岁
script-pool = { $program }（{ $categories }）
script-comma = 、

documents-title = 证明材料
documents-about = 招办按材料审核您申请的类别。材料加密保存，只有审核人员能看，不公布，也不影响号码。
documents-none = 还没有上传材料。
documents-category = 证明哪个类别
documents-file = 选择照片或文件
documents-limits = JPEG、PNG 照片或 PDF 文件，每份不超过 5 MB，每名孩子最多 8 份。
documents-send = 上传
documents-remove = 删去
documents-added = 材料已上传。
documents-removed = 材料已删去。
documents-kind = { $kind ->
    [jpeg] JPEG 图片
    [png] PNG 图片
    [pdf] PDF 文件
   *[other] { $kind }
}
documents-size = { $size } KB
documents-later = 申请了类别的，提交报名之后就能在“我的报名”里上传证明材料（拍照即可）。

answer-title = 答复学位
answer-until = 请在 { $closes } 前答复。
answer-accept-about = 确认就读：学位留给您的孩子。截止前还可以改为放弃。
answer-decline-about = 放弃：学位让给别的孩子，不能反悔，也不再参加本轮递补。
answer-none-about = 到期不答复不算放弃；但学校另有报到规定的，请按学校的通知办理。

script-done-upload = 材料已上传。
script-done-remove = 材料已删去。
script-no-file = 请先选择文件。
script-picture = 报名号 { $code } 的回执图片
script-effect-title = 捆绑的影响

own-new-about = 长按下面的图片，存到相册；再点“显示密钥的词”，把 24 个词抄在纸上：换了设备、清了浏览器，都要靠它。图片里没有密钥。
own-placed-at = 派到
own-reply = 招办答复：
documents-now = 上传证明材料
picture-keep = 长按图片可以存到相册，也可以打印本页。图片里没有密码，也没有密钥。
picture-print = 打印
picture-time = 登记时间 { $time }
picture-withdrawn = 这份报名已撤回
picture-about = 扫码可读出招办签名的回执全文。图中没有密钥，可以放心保存。
draft-restored = 这是您上次填写的内容，还没有提交
draft-restored-about = 只保存在这台设备上。请核对后，在最后一步点“提交报名”。
draft-forget = 清空重填
