demo-begins = 一个虚构的招办和它的公证处进行三轮样例派位，另有五轮停在途中。所有姓名、号码和密钥均为虚构。
demo-rehearsal = {" "}— 演练 REHEARSAL
demo-round = ━━ { $title }（{ $round }）
demo-children = { $entered } 名儿童，{ $units } 个号码（捆绑儿童共用一个），{ $placed } 名获得学位。
demo-sum-private = 民办合计：计划 { $plan }，录取 { $admitted }（超计划 { $over }），空余 { $left }。
demo-sum-public = 公办合计：计划 { $plan }，录取 { $admitted }（超计划 { $over }），空余 { $left }。
demo-changes = 公示至锁定之间更改的字段数（均连同理由公布）：{ $count }
demo-change = {"  "}{ $code } { $field }：{ $old } → { $new }（{ $reason }）
demo-dice = 骰子（两人录入，公证处确认）：
    { $dice }
demo-key = 派位密钥：{ $key }
demo-verified = 已核验 { $path }：{ $passed } 项检查通过，无一失败，无一遗漏。
demo-family-placed = 回执 { $code }（同组 { $members } 人）：录取到 { $pool }，第 { $choice } 志愿；排位 { $ranks }。与公布的录取线一致；录取线由上面的检查证明无误。
demo-family-unplaced = 回执 { $code }（同组 { $members } 人）：未录取；排位 { $ranks }。与公布的录取线一致；录取线由上面的检查证明无误。

demo-what-if = ━━ 假如片区这一轮改为号码优先？儿童、志愿和号码都相同；以下内容不公布。
demo-what-if-first = {"  "}第一志愿录取：志愿优先 { $now }，号码优先 { $instead }
demo-what-if-three = {"  "}前三志愿录取：志愿优先 { $now }，号码优先 { $instead }
demo-what-if-placed = {"  "}录取总数：志愿优先 { $now }，号码优先 { $instead }
demo-what-if-overtaken = {"  "}在更想去的学校被号码靠后者超过：志愿优先 { $now }，号码优先 { $instead }
demo-what-if-moved = {"  "}{ $moved } 名儿童的去向会不同：{ $better } 名录取到更靠前的志愿，{ $worse } 名更靠后或未录取。

demo-files = 全部文件在 { $path }：
    {"  "}<轮次>/           完整的公布文件
    {"  "}trust.txt         需固定的密钥，放在各轮次之外
    {"  "}registrations/    表格、列对应文件、报名号和回执单
    {"  "}receipts/         几个家庭的回执
    {"  "}office*/          招办的数据文件夹
    {"  "}notary*/          公证处的密钥和记录；stick/：双方往来的文件
demo-try = 可以试试这三条命令：

demo-step-announce = 公布规则
demo-step-commit = 承诺种子
demo-step-import = 导入登记信息
demo-step-review = 审核
demo-step-post = 公示名单
demo-step-object = 答复异议
demo-step-freeze = 锁定名单
demo-step-seeds = 公开种子
demo-step-order = 确定次序
demo-step-dice = 掷骰
demo-step-publish = 公布
demo-step-verify = 核验
demo-step-done = 已核验
demo-step-left = 留在这一步
